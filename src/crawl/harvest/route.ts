import type { Edition, SnapshotBy } from '../../model/edition.ts'
import type { FailureReason } from '../../model/outcome.ts'
import type { Archive } from '../archives/archive.ts'
import type { Exchange } from '../exchange.ts'
import type { FetchResult } from '../fetch-resource.ts'
import type { WarcPlace } from '../warc.ts'

/** Where a document can be had. */
export type RouteName = 'live' | 'archive' | 'supplied'

/** A document that is wanted as it stood at a date. */
export interface Wanted {
  /** The edition that stood at the date, as far as the registry knows. */
  readonly edition: Edition
  /** All editions of the document that the registry knows, that one among them. */
  readonly editions: readonly Edition[]
  /** The snapshot, `YYYY-MM-DD`. */
  readonly date: string
}

/** A file of the document, with how it was got. */
export interface ObtainedPart {
  /** Address that was asked for. */
  readonly url: string
  /** Address that gave the bytes, after redirects; of an archive the address that was truly captured. */
  readonly finalUrl: string
  readonly body: Uint8Array
  readonly httpStatus: number | null
  readonly mediaType: string | null
  readonly retrievedAt: Date
  readonly etag: string | null
  readonly lastModified: string | null
  readonly warc: WarcPlace | null
  /** Name of the rule by which it stands for the date. */
  readonly rule: string
  /** When the text was published, as its own page says; null where it does not. */
  readonly published: string | null
  readonly archive: string | null
  readonly mementoDatetime: string | null
  /** Days from the date to the capture; negative before it. */
  readonly distanceDays: number | null
}

/** What a route gave: all files of the document, or why not. */
export type RouteResult =
  | { readonly ok: true; readonly parts: readonly ObtainedPart[] }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

/** What a harvest works with. */
export interface HarvestTools {
  /** Fetches an address once a run, however often it is asked for, and keeps every answer. */
  fetch(url: string): Promise<KeptFetch>
  /** Keeps the answers of an archive; gives the place of the last. */
  keep(exchanges: readonly Exchange[], metadata?: Readonly<Record<string, string>>): Promise<WarcPlace | null>
  readonly archives: readonly Archive[]
  readonly window: { readonly monthsBefore: number; readonly daysAfter: number }
  readonly by: SnapshotBy
}

/** An answer, and where its record stands. */
export interface KeptFetch {
  readonly result: FetchResult
  readonly warc: WarcPlace | null
}

/** The address of an edition's own file; null where only its landing page is known. */
export function fileUrlOf({ source, landingUrl }: Edition): string | null {
  return source.kind === 'url' && source.url !== landingUrl ? source.url : null
}
