import type { FailureReason } from '../../model/outcome.ts'

/** A file or page that a landing page names as the document or a part of it. */
export interface Attachment {
  /** Absolute address, as linked from the landing page. */
  readonly url: string
  readonly title: string
  /** `html` is the whole text as a page; `section` one of several pages over which one document is spread. */
  readonly kind: 'file' | 'html' | 'section' | 'external'
  /** Media type as the page declares it; null where it does not. */
  readonly mediaType: string | null
  /** `en`, `cy` …; null where the page does not say. */
  readonly locale: string | null
}

/** A dated note of what changed. */
export interface ChangeNote {
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly note: string
}

/** What a landing page says of its document, whether it was asked live or replayed from an archive. */
export interface Landing {
  readonly title: string | null
  /** Dates that the page itself states, `YYYY-MM-DD`. */
  readonly published: string | null
  readonly updated: string | null
  readonly withdrawn: string | null
  /** Newest first; only major updates where the publisher lists only those. */
  readonly history: readonly ChangeNote[]
  readonly attachments: readonly Attachment[]
  /** True where the page's own text is the document, so that it needs no attachment. */
  readonly isDocument: boolean
}

/** A landing page, or why it is none (gone, a redirect to another document, a holding or consent page). */
export type LandingReading =
  | { readonly ok: true; readonly landing: Landing }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string; readonly movedTo: string | null }

/** How one kind of publisher lays out its pages: one file each, listed in index.ts. */
export interface Publisher {
  readonly id: string
  /** Whether an address is this publisher's. */
  recognises(url: URL): boolean
  /** The addresses to ask live for a landing page, best first (an API before the page); archives are asked for the page. */
  liveAddresses(url: URL): readonly string[]
  /** Reads the answer of one of those addresses. */
  readLanding(body: Uint8Array, options: { readonly url: string; readonly mediaType: string | null }): LandingReading
}
