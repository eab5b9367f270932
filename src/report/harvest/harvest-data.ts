import { readFileSync } from 'node:fs'

import type { Analysis } from '../../analysis/open-analysis.ts'
import { packageFile } from '../../package-file.ts'
import type { RunRow } from '../comparison-rows.ts'
import type { Outcome } from './outcomes.ts'

/*
 * Rows as the SQL of reports/harvest gives them; names as there. Dates are `YYYY-MM-DD`, times ISO 8601 in UTC.
 */

/** A document at a snapshot: what came of it. */
export interface CellRow {
  readonly snapshot: string
  readonly document_key: string
  readonly title: string
  readonly issuer: string
  readonly nation: string
  /** Landing page, else the edition's own address. */
  readonly address: string
  readonly outcome: Outcome
  readonly reason: string | null
  /** What was seen; of a supplied file the note; where routes were asked in vain before, what they said. */
  readonly detail: string | null
  readonly route: string | null
  readonly rule: string | null
  readonly files: number | null
  readonly archive: string | null
  readonly memento_datetime: string | null
  /** Negative before the snapshot. */
  readonly distance_days: number | null
  readonly retrieved_at: string | null
  /** Of an unchanged text, the snapshot at which the same files stood before. */
  readonly unchanged_since: string | null
}

/** A file from an archive. */
export interface DistanceRow {
  readonly snapshot: string
  readonly document_key: string
  readonly part: number
  readonly archive: string
  readonly memento_datetime: string
  readonly distance_days: number
  readonly rule: string
}

/** How many files were taken by a rule. */
export interface RuleRow {
  readonly rule: string | null
  readonly route: string
  readonly files: number
  readonly texts: number
}

/** Everything that a harvest report says, as rows of the workspace. */
export interface HarvestData {
  /** In order. */
  readonly snapshots: readonly string[]
  readonly cells: readonly CellRow[]
  readonly distances: readonly DistanceRow[]
  readonly rules: readonly RuleRow[]
  readonly runs: readonly RunRow[]
}

/** Collects a harvest's rows from an analysis that was opened for these snapshots. */
export async function gatherHarvest(analysis: Analysis, snapshots: readonly string[]): Promise<HarvestData> {
  const rows = <T>(name: string): Promise<T[]> =>
    analysis.rows<T>(readFileSync(packageFile(`reports/harvest/${name}.sql`), 'utf8'))
  return {
    snapshots: snapshots.toSorted(),
    cells: await rows<CellRow>('cells'),
    distances: await rows<DistanceRow>('distances'),
    rules: await rows<RuleRow>('rules'),
    runs: await rows<RunRow>('runs'),
  }
}
