import type { FailureReason, StageName } from '../model/outcome.ts'
import { packageVersion } from '../package-file.ts'
import { writeCorpus } from '../workspace/corpus.ts'
import { asMachineError } from '../workspace/machine-error.ts'
import { readOutcomes, writeOutcome } from '../workspace/outcomes.ts'
import type { Ending, Stage, StageContext, WorkItem } from '../workspace/stage.ts'
import { openForWriting, type Workspace } from '../workspace/workspace.ts'
import type { Pipeline } from './load-pipeline.ts'
import { planStage, type StagePlan } from './plan.ts'
import { newRunId } from './run-id.ts'
import { createStages } from './stages.ts'

/** Told what a run does, as it does it. */
export interface RunListener {
  stageBegins(plan: StagePlan): void
  itemEnds(item: WorkItem, ending: Ending): void
  /** How far a stage is that measures itself by something finer than items. */
  progress(done: number, total: number, unit: string): void
  stageEnds(summary: StageSummary): void
}

/** What one stage did in a run. */
export interface StageSummary {
  readonly stage: StageName
  readonly total: number
  /** Items that an earlier run had settled, failed ones included. */
  readonly already: number
  readonly done: number
  /** All that failed, now or earlier, by reason. */
  readonly failed: ReadonlyMap<FailureReason, number>
  readonly seconds: number
}

/** Which stages to run, and which to do again from the start. */
export interface RunOptions {
  /** Empty for all. */
  readonly only: readonly StageName[]
  readonly force: readonly StageName[]
  /** The command that people typed, for whoever finds the workspace in use. */
  readonly command: string
  readonly listener: RunListener
}

/**
 * Runs what is outdated, stage after stage. Each item is recorded as it ends, so a run that was cut off goes on where
 * it stopped.
 *
 * @throws {MachineError} where the workspace is in use, cannot be written or the disk is full
 */
export async function runPipeline(pipeline: Pipeline, options: RunOptions): Promise<StageSummary[]> {
  const workspace = await openForWriting(pipeline.workspace, options.command)
  try {
    return await asMachineError('The run stopped', () => runStages(pipeline, workspace, options))
  } finally {
    workspace.close()
  }
}

async function runStages(pipeline: Pipeline, workspace: Workspace, options: RunOptions): Promise<StageSummary[]> {
  const startedAt = new Date()
  const runId = newRunId(startedAt)
  await writeCorpus(workspace.database, { ...pipeline, snapshotBy: pipeline.spec.snapshot_by })
  await beginRun(workspace, { runId, startedAt, pipeline })
  const { stages, close } = createStages(pipeline, workspace)
  try {
    const summaries: StageSummary[] = []
    for (const stage of stages) {
      if (options.only.length > 0 && !options.only.includes(stage.name)) continue
      summaries.push(await runStage(stage, { pipeline, workspace, runId, options }))
    }
    await workspace.database.run('update run set finished_at = $at where run_id = $runId', {
      runId,
      at: new Date().toISOString(),
    })
    return summaries
  } finally {
    await close()
  }
}

interface StageRun {
  readonly pipeline: Pipeline
  readonly workspace: Workspace
  readonly runId: string
  readonly options: RunOptions
}

async function runStage(stage: Stage, { pipeline, workspace, runId, options }: StageRun): Promise<StageSummary> {
  const { database } = workspace
  const { listener } = options
  const startedAt = performance.now()
  const failed = new Map<FailureReason, number>()
  const fail = (reason: FailureReason, count: number): void =>
    void failed.set(reason, (failed.get(reason) ?? 0) + count)
  let done = 0
  let lastEnd = startedAt
  let queue: Promise<unknown> = Promise.resolve()

  const context: StageContext = {
    workspace,
    runId,
    editions: pipeline.editions,
    approaches: pipeline.approaches,
    record: (item, ending, write) => {
      // One connection, one transaction at a time, however many items end at once.
      const written = queue.then(async () => {
        const now = performance.now()
        const stamp = { runId, at: new Date(), seconds: (now - lastEnd) / 1000 }
        lastEnd = now
        await database.transaction(async () => {
          await write?.()
          await writeOutcome(database, stage.name, { item, ending, stamp })
        })
        if (ending.status === 'done') done++
        else fail(ending.reason, 1)
        listener.itemEnds(item, ending)
      })
      queue = written.catch(() => undefined)
      return written
    },
    progress: (steps, all, unit) => listener.progress(steps, all, unit),
  }

  const plan = await makePlan(stage, context, options.force.includes(stage.name))
  for (const [reason, items] of plan.failed) fail(reason, items.length)
  listener.stageBegins(plan)
  if (plan.outdated.length > 0) await stage.run(plan.outdated, context)
  const summary = {
    stage: stage.name,
    total: plan.total,
    already: plan.total - plan.outdated.length,
    done,
    failed,
    seconds: (performance.now() - startedAt) / 1000,
  }
  listener.stageEnds(summary)
  return summary
}

/** What a stage has to do for the present corpus. */
export async function makePlan(stage: Stage, context: StageContext, forced = false): Promise<StagePlan> {
  const items = await stage.items(context)
  return planStage(stage.name, items, { past: await readOutcomes(context.workspace.database, stage.name), forced })
}

async function beginRun(
  { database }: Workspace,
  { runId, startedAt, pipeline }: { readonly runId: string; readonly startedAt: Date; readonly pipeline: Pipeline },
): Promise<void> {
  await database.run('insert into run values ($runId, $at, null, $version, $node, $platform, $pipeline, $sha)', {
    runId,
    at: startedAt.toISOString(),
    version: packageVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    pipeline: pipeline.path,
    sha: pipeline.sha,
  })
}
