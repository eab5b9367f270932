import type { Approach } from '../model/approach.ts'
import type { Edition } from '../model/edition.ts'
import type { FailureReason, StageName } from '../model/outcome.ts'
import type { Workspace } from './workspace.ts'

/** One piece of work of a stage: addressed by content, and harmless to do twice. */
export interface WorkItem {
  /** What is worked on: an edition's id for crawl, a capture's SHA-256 for the stages after it. */
  readonly item: string
  /** Hash of what goes in; another input makes the item outdated. */
  readonly input: string
  /** Hash of the stage's version and of the settings that matter; another one makes the item outdated. */
  readonly fingerprint: string
  /** What a person calls it. */
  readonly label: string
}

/** How an item ended. */
export type Ending =
  | { readonly status: 'done'; readonly detail?: string }
  | { readonly status: 'failed'; readonly reason: FailureReason; readonly detail: string }

/** What a stage is given to work with; stages do not know one another, nor the pipeline. */
export interface StageContext {
  readonly workspace: Workspace
  readonly runId: string
  readonly editions: readonly Edition[]
  readonly approaches: readonly Approach[]
  /**
   * Records how an item ended, in one transaction with `write`, which stores its rows. Items that are not recorded are
   * done again at the next run.
   */
  record(item: WorkItem, ending: Ending, write?: () => Promise<void>): Promise<void>
  /** Tells how far the stage is, where items are too coarse a measure; `unit` names what is counted. */
  progress(done: number, total: number, unit: string): void
}

/** A stage: rows in, rows out. */
export interface Stage {
  readonly name: StageName
  /** Everything that the stage should have done for the present corpus, done or not. */
  items(context: StageContext): Promise<WorkItem[]>
  /** Does the items given, which are outdated, recording each. */
  run(items: readonly WorkItem[], context: StageContext): Promise<void>
}
