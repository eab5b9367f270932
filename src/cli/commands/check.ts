import { formatMistake } from '../../model/mistake.ts'
import { findMisjudgedExamples } from '../../detect/check-examples.ts'
import { checkPipeline, findPipeline, mistakesError } from '../../pipeline/load-pipeline.ts'
import { displayPath } from '../../pipeline/load-yaml.ts'
import type { PipelineFlags } from '../flags.ts'

/** `policylens check`: validates pipeline, registry, approaches and files; runs the approaches' own examples. */
export async function check(flags: PipelineFlags): Promise<void> {
  const path = findPipeline(flags.pipeline, process.cwd())
  const checked = await checkPipeline(path)
  if (!checked.ok) throw mistakesError(checked.mistakes)
  const { editions, approaches, warnings } = checked.value
  const misjudged = approaches.flatMap(findMisjudgedExamples)
  if (misjudged.length > 0) throw mistakesError(misjudged)
  const documents = new Set(editions.map((edition) => edition.documentKey)).size
  const examples = approaches.reduce(
    (sum, { examples: { match, no_match } }) => sum + match.length + no_match.length,
    0,
  )
  for (const warning of warnings) process.stdout.write(`${formatMistake(warning)}\n`)
  if (warnings.length > 0) process.stdout.write(`${warnings.length} doubts, named above; they do not stop a run.\n`)
  process.stdout.write(
    `${displayPath(path)} is sound: ${documents} documents in ${editions.length} editions, ` +
      `${approaches.length} approaches, ${examples} examples judged as they should be.\n`,
  )
}
