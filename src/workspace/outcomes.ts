import type { FailureReason, StageName } from '../model/outcome.ts'
import type { Database } from './database.ts'
import type { Ending, WorkItem } from './stage.ts'

/** What the workspace remembers of an item. */
export interface PastOutcome {
  readonly item: string
  readonly input: string
  readonly fingerprint: string
  readonly status: 'done' | 'failed'
  readonly reason: FailureReason | null
  readonly detail: string | null
}

/** All remembered outcomes of a stage, by item. */
export async function readOutcomes(database: Database, stage: StageName): Promise<Map<string, PastOutcome>> {
  const rows = await database.rows<PastOutcome>(
    'select item, input, fingerprint, status, reason, detail from outcome where stage = $stage',
    { stage },
  )
  return new Map(rows.map((row) => [row.item, row]))
}

/** When and in which run an outcome is written, and how long the work took. */
export interface OutcomeStamp {
  readonly runId: string
  readonly at: Date
  readonly seconds: number
}

/** Replaces the outcome of an item. */
export async function writeOutcome(
  database: Database,
  stage: StageName,
  entry: { readonly item: WorkItem; readonly ending: Ending; readonly stamp: OutcomeStamp },
): Promise<void> {
  const { item, ending, stamp } = entry
  await database.run('delete from outcome where stage = $stage and item = $item', { stage, item: item.item })
  await database.run(
    `insert into outcome values ($stage, $item, $input, $fingerprint, $status, $reason, $detail, $seconds, $runId, $at)`,
    {
      stage,
      item: item.item,
      input: item.input,
      fingerprint: item.fingerprint,
      status: ending.status,
      reason: ending.status === 'failed' ? ending.reason : null,
      detail: ending.detail ?? null,
      seconds: stamp.seconds,
      runId: stamp.runId,
      at: stamp.at.toISOString(),
    },
  )
}
