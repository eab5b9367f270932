import { openForReading } from '../workspace/workspace.ts'
import type { Pipeline } from './load-pipeline.ts'
import type { StagePlan } from './plan.ts'
import { makePlan } from './run-pipeline.ts'
import { createStages } from './stages.ts'

/**
 * What each stage has done of the present corpus and what is outdated, without doing anything. Stages after an
 * outdated one are judged by what they have to work on now.
 *
 * @throws {UserError} where nothing was run yet
 */
export async function planPipeline(pipeline: Pipeline): Promise<StagePlan[]> {
  const workspace = await openForReading(pipeline.workspace)
  const { stages, close } = createStages(pipeline, workspace)
  try {
    const { editions, approaches } = pipeline
    const record = (): Promise<void> => Promise.reject(new TypeError('A plan records nothing'))
    const context = { workspace, runId: '', editions, approaches, record, progress: () => undefined }
    const plans: StagePlan[] = []
    for (const stage of stages) plans.push(await makePlan(stage, context))
    return plans
  } finally {
    await close()
    workspace.close()
  }
}
