import type { Change, ChangeRow } from './comparison-rows.ts'

/** The kinds of change, in the order of tables. */
export const changeKinds: readonly Change[] = ['entered', 'left', 'revised', 'newer report', 'unchanged', 'unknown']

/** What the documents of one kind of change contribute to the difference between two dates. */
export interface Contribution {
  readonly change: Change
  readonly documents: number
  readonly namingFrom: number
  readonly namingTo: number
  readonly mentionsFrom: number
  readonly mentionsTo: number
}

/**
 * Splits the documents of one approach by what became of them. Each document is in exactly one kind and a text that
 * could not be had counts as nothing, as in the totals; so the sums over the kinds are the totals of either date.
 */
export function composition(rows: readonly ChangeRow[]): Contribution[] {
  return changeKinds.map((change) => {
    const own = rows.filter((row) => row.change === change)
    return {
      change,
      documents: own.length,
      namingFrom: own.filter((row) => (row.mentions_from ?? 0) > 0).length,
      namingTo: own.filter((row) => (row.mentions_to ?? 0) > 0).length,
      mentionsFrom: own.reduce((sum, row) => sum + (row.mentions_from ?? 0), 0),
      mentionsTo: own.reduce((sum, row) => sum + (row.mentions_to ?? 0), 0),
    }
  })
}

/** The sums over all kinds. */
export function compositionTotal(parts: readonly Contribution[]): Omit<Contribution, 'change'> {
  const sum = (key: Exclude<keyof Contribution, 'change'>): number =>
    parts.reduce((total, part) => total + part[key], 0)
  return {
    documents: sum('documents'),
    namingFrom: sum('namingFrom'),
    namingTo: sum('namingTo'),
    mentionsFrom: sum('mentionsFrom'),
    mentionsTo: sum('mentionsTo'),
  }
}
