import { failureReasons } from '../../model/outcome.ts'
import { findPipeline, loadPipeline } from '../../pipeline/load-pipeline.ts'
import { planPipeline } from '../../pipeline/plan-pipeline.ts'
import type { StagePlan } from '../../pipeline/plan.ts'
import type { QueryFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'

/** `policylens status`: per stage what is done, what failed and why, what is outdated and why. */
export async function status(flags: QueryFlags): Promise<void> {
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const plans = await planPipeline(pipeline)
  const rows = plans.flatMap(statusRows)
  await printRows({ columns: ['stage', 'state', 'count', 'why', 'items'], rows }, flags)
}

function statusRows(plan: StagePlan): Record<string, string | number>[] {
  const { stage } = plan
  const failed = Array.from(plan.failed, ([reason, items]) => ({
    stage,
    state: 'failed',
    count: items.length,
    why: failureReasons[reason],
    items: items.map(({ label }) => label).join(', '),
  }))
  const causes = new Map<string, string[]>()
  for (const { cause, label } of plan.outdated) causes.set(cause, [...(causes.get(cause) ?? []), label])
  const outdated = Array.from(causes, ([why, labels]) => ({
    stage,
    state: 'outdated',
    count: labels.length,
    why,
    items: `${labels.slice(0, 5).join(', ')}${labels.length > 5 ? ', …' : ''}`,
  }))
  return [{ stage, state: 'done', count: plan.done, why: '', items: '' }, ...failed, ...outdated]
}
