/** What can come of a document at a snapshot; a closed list, in the order of legends. */
export const outcomes = [
  'live',
  'archive',
  'supplied',
  'unchanged',
  'refused',
  'not_found',
  'not_captured',
  'failed',
  'pending',
  'not_yet_published',
  'out',
] as const

/** One of {@link outcomes}. */
export type Outcome = (typeof outcomes)[number]

/** Whether the files are there, are missing, or are not wanted because no text stood at that date. */
export type OutcomeKind = 'obtained' | 'missing' | 'none'

/** How an outcome is drawn: a sign that needs no colour. */
export interface OutcomeSign {
  readonly sign: string
  readonly kind: OutcomeKind
}

/** The sign of each outcome, all different. */
export const outcomeSigns: Readonly<Record<Outcome, OutcomeSign>> = {
  live: { sign: 'L', kind: 'obtained' },
  archive: { sign: 'A', kind: 'obtained' },
  supplied: { sign: 'H', kind: 'obtained' },
  unchanged: { sign: '=', kind: 'obtained' },
  refused: { sign: 'R', kind: 'missing' },
  not_found: { sign: 'N', kind: 'missing' },
  not_captured: { sign: 'C', kind: 'missing' },
  failed: { sign: 'F', kind: 'missing' },
  pending: { sign: '?', kind: 'missing' },
  not_yet_published: { sign: '·', kind: 'none' },
  out: { sign: '–', kind: 'none' },
}

/** Whether an outcome belongs to a kind. */
export function isKind({ outcome }: { readonly outcome: Outcome }, kind: OutcomeKind): boolean {
  return outcomeSigns[outcome].kind === kind
}
