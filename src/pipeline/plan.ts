import type { FailureReason, StageName } from '../model/outcome.ts'
import { transientReasons } from '../model/outcome.ts'
import type { PastOutcome } from '../workspace/outcomes.ts'
import type { WorkItem } from '../workspace/stage.ts'

/** Why an item is to be done. */
export type Cause = 'new' | 'input changed' | 'settings changed' | 'failed for a reason of the moment' | 'forced'

/** An item that is to be done, and why. */
export interface PlannedItem extends WorkItem {
  readonly cause: Cause
}

/** What a stage has done of the present corpus and what is outdated. */
export interface StagePlan {
  readonly stage: StageName
  readonly total: number
  readonly done: number
  /** Failed for good under the present settings, by reason. */
  readonly failed: ReadonlyMap<FailureReason, readonly FailedItem[]>
  readonly outdated: readonly PlannedItem[]
}

/** An item that failed, with what was seen. */
export interface FailedItem {
  readonly label: string
  readonly detail: string
}

/**
 * Compares what a stage should have done with what is remembered: an item is outdated when nothing is remembered of
 * it, when its input or the stage's settings differ, or when it failed for a reason of the moment.
 */
export function planStage(
  stage: StageName,
  items: readonly WorkItem[],
  { past, forced }: { readonly past: ReadonlyMap<string, PastOutcome>; readonly forced: boolean },
): StagePlan {
  const failed = new Map<FailureReason, FailedItem[]>()
  const outdated: PlannedItem[] = []
  let done = 0
  for (const item of items) {
    const outcome = past.get(item.item)
    const cause = forced ? 'forced' : causeOf(item, outcome)
    if (cause !== null) outdated.push({ ...item, cause })
    else if (outcome?.status === 'failed' && outcome.reason !== null) {
      const list = failed.get(outcome.reason) ?? []
      failed.set(outcome.reason, [...list, { label: item.label, detail: outcome.detail ?? '' }])
    } else done++
  }
  return { stage, total: items.length, done, failed, outdated }
}

function causeOf(item: WorkItem, outcome: PastOutcome | undefined): Cause | null {
  if (!outcome) return 'new'
  if (outcome.fingerprint !== item.fingerprint) return 'settings changed'
  if (outcome.input !== item.input) return 'input changed'
  if (outcome.reason !== null && transientReasons.has(outcome.reason)) return 'failed for a reason of the moment'
  return null
}
