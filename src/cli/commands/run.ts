import { findMisjudgedExamples } from '../../detect/check-examples.ts'
import { failureReasons, type FailureReason } from '../../model/outcome.ts'
import { findPipeline, loadPipeline } from '../../pipeline/load-pipeline.ts'
import { runPipeline, type StageSummary } from '../../pipeline/run-pipeline.ts'
import type { RunFlags } from '../flags.ts'
import { createProgress } from '../progress.ts'

/** `policylens run`: runs what is outdated; 3 with `--strict` when some documents failed. */
export async function run(flags: RunFlags): Promise<0 | 3> {
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const misjudged = pipeline.approaches.flatMap(findMisjudgedExamples)
  if (pipeline.warnings.length > 0) {
    process.stderr.write(`${pipeline.warnings.length} doubts about the corpus: policylens check\n`)
  }
  if (misjudged.length > 0) {
    process.stderr.write(
      `${misjudged.length} examples of the approaches are not judged as they should be: policylens check\n`,
    )
  }
  const summaries = await runPipeline(pipeline, {
    only: flags.stage,
    force: flags.force,
    command: 'policylens run',
    listener: createProgress(process.stderr),
  })
  const failed = summaries.some((summary) => summary.failed.size > 0)
  process.stderr.write(tellFailures(summaries))
  return flags.strict && failed ? 3 : 0
}

function tellFailures(summaries: readonly StageSummary[]): string {
  const lines = summaries.flatMap(({ stage, failed }) =>
    Array.from(
      failed,
      ([reason, count]: [FailureReason, number]) => `  ${stage}: ${count} × ${failureReasons[reason]}`,
    ),
  )
  if (lines.length === 0) return ''
  return `\nNot everything could be had:\n${lines.join('\n')}\nWhich documents: policylens query missing\n`
}
