import type { Edition } from '../model/edition.ts'

const facts = ['issuer', 'nation', 'sector', 'legalStatus', 'published'] as const
const columns = {
  issuer: 'issuer',
  nation: 'nation',
  sector: 'sector',
  legalStatus: 'legal_status',
  published: 'published',
}

/** A fact that some editions lack. */
export interface MissingFact {
  /** Name of the column that would hold it. */
  readonly field: string
  /** Keys of the documents that lack it, in their order. */
  readonly documents: readonly string[]
}

/** The facts that editions lack, one entry for each column that is not filled throughout. */
export function missingFacts(editions: readonly Edition[]): MissingFact[] {
  return facts.flatMap((fact) => {
    const lacking = editions.filter((edition) => edition[fact] === null || edition[fact] === '')
    if (lacking.length === 0) return []
    return [{ field: columns[fact], documents: [...new Set(lacking.map((edition) => edition.documentKey))] }]
  })
}
