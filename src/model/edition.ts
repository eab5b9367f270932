import type { DatePrecision } from './partial-date.ts'

/** Where the bytes of an edition are to be had. */
export type EditionSource =
  | {
      readonly kind: 'file'
      /** From the corpus folder, with `/` between the parts. */
      readonly path: string
      readonly absolute: string
    }
  | { readonly kind: 'url'; readonly url: string }

/** A dated text of a document, as a manifest or registry declares it; empty where a fact is not known. */
export interface Edition {
  /** From {@link editionIdOf}. */
  readonly editionId: string
  readonly documentKey: string
  /** Where none is declared, the last part of the key. */
  readonly title: string
  readonly issuer: string
  readonly nation: string
  readonly sector: string
  readonly legalStatus: string
  /** Whether a later edition is the next report of a series, not a revision of one text. */
  readonly series: boolean
  /** Whether the text is overwritten in place, so that only a capture tells what stood at a date. */
  readonly rolling: boolean
  /** What people call the edition, such as `KCSIE 2020`; empty where it has no name. */
  readonly label: string
  /**
   * Calendar date `YYYY-MM-DD`, the first day where only a month, a year or a period is known; null for an edition
   * without a date, which is in every snapshot.
   */
  readonly published: string | null
  /** How far {@link published} is known; null where it is not known at all. */
  readonly publishedPrecision: DatePrecision | null
  /** Day from which the text applies, first day as above; null where nobody says that it is another than `published`. */
  readonly inForce: string | null
  readonly inForcePrecision: DatePrecision | null
  /** Calendar date `YYYY-MM-DD` from which the document no longer stands; null where it does. */
  readonly withdrawn: string | null
  /** Where only the landing page is known, that page. */
  readonly source: EditionSource
  /** Page on which the publisher offers this edition, or offered it; null where there is none. */
  readonly landingUrl: string | null
  /** Which attachments of that page make the document: see src/crawl/attachment-pattern.ts; null for all. */
  readonly attachment: string | null
  /** Id of a publisher; null where the address decides. */
  readonly publisher: string | null
  /** How sure a person is of the row, in that person's words; empty where it is not said. */
  readonly confidence: string
  /** Columns of the user's own. */
  readonly attributes: Readonly<Record<string, string>>
}

/** Id of an edition: its document's key and its date, `kcsie@2020-06-17` or `kcsie@undated`. */
export function editionIdOf(documentKey: string, published: string | null): string {
  return `${documentKey}@${published ?? 'undated'}`
}

/** Which date of an edition decides from when it stands. */
export type SnapshotBy = 'published' | 'in_force'

/** The date from which an edition stands; null for one without dates, which always stands. */
export function standsFrom(
  { published, inForce }: Pick<Edition, 'published' | 'inForce'>,
  by: SnapshotBy,
): string | null {
  return by === 'in_force' ? (inForce ?? published) : published
}

/**
 * The edition of a document as at a date: of its `editions` the one with the latest date on or before it. Null where none
 * stands yet, or the document is withdrawn and nothing was published since.
 */
export function editionAsAt(
  editions: readonly Edition[],
  { date, by }: { readonly date: string; readonly by: SnapshotBy },
): Edition | null {
  const from = (edition: Edition): string => standsFrom(edition, by) ?? ''
  const present = editions.filter((edition) => from(edition) <= date).toSorted((a, b) => (from(a) < from(b) ? -1 : 1))
  const latest = present.at(-1) ?? null
  if (latest === null) return null
  const withdrawn = present
    .flatMap((edition) => edition.withdrawn ?? [])
    .toSorted()
    .at(-1)
  if (withdrawn === undefined || withdrawn > date) return latest
  return latest.withdrawn === null && from(latest) !== '' && withdrawn <= from(latest) ? latest : null
}
