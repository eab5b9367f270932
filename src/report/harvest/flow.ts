import type { Screening } from '../../model/screening.ts'
import type { CellRow, HarvestData } from './harvest-data.ts'
import { isKind, outcomes, type Outcome } from './outcomes.ts'

/** How many documents came to what at one snapshot. */
export interface SnapshotCounts {
  readonly snapshot: string
  /** Documents that stood: obtained and missing. */
  readonly standing: number
  readonly obtained: number
  readonly missing: number
  readonly of: Readonly<Record<Outcome, number>>
}

/** The numbers of a flow diagram, from what was found to what was obtained. */
export interface Flow {
  /** Documents in the registry. */
  readonly registry: number
  /** Of these, not from candidates. */
  readonly known: number
  readonly screening: Screening | null
  readonly snapshots: readonly SnapshotCounts[]
}

/** Counts what came of documents at one snapshot. */
export function countAt(cells: readonly CellRow[], snapshot: string): SnapshotCounts {
  const own = cells.filter((cell) => cell.snapshot === snapshot)
  const count = (test: (cell: CellRow) => boolean): number => own.filter(test).length
  const of = Object.fromEntries(
    outcomes.map((outcome) => [outcome, count((cell) => cell.outcome === outcome)]),
  ) as Record<Outcome, number>
  const [obtained, missing] = [count((cell) => isKind(cell, 'obtained')), count((cell) => isKind(cell, 'missing'))]
  return { snapshot, standing: obtained + missing, obtained, missing, of }
}

/** The numbers from what was found to what was obtained; they add up at every step. */
export function flowOf({ cells, snapshots }: HarvestData, screening: Screening | null): Flow {
  const registry = new Set(cells.map((cell) => cell.document_key)).size
  return {
    registry,
    known: registry - (screening?.joined ?? 0),
    screening,
    snapshots: snapshots.map((snapshot) => countAt(cells, snapshot)),
  }
}
