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
  /** Calendar date `YYYY-MM-DD`; null for an edition without a date, which is in every snapshot. */
  readonly published: string | null
  /** Calendar date `YYYY-MM-DD` from which the document no longer stands; null where it does. */
  readonly withdrawn: string | null
  readonly source: EditionSource
  /** Columns of the user's own. */
  readonly attributes: Readonly<Record<string, string>>
}

/** Id of an edition: its document's key and its date, `kcsie@2020-06-17` or `kcsie@undated`. */
export function editionIdOf(documentKey: string, published: string | null): string {
  return `${documentKey}@${published ?? 'undated'}`
}
