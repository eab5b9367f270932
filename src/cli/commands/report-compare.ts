import { join, resolve } from 'node:path'

import { openAnalysis } from '../../analysis/open-analysis.ts'
import { requireIsoDate } from '../../model/iso-date.ts'
import { packageVersion } from '../../package-file.ts'
import { findPipeline, loadPipelineFile } from '../../pipeline/load-pipeline.ts'
import { displayPath } from '../../pipeline/load-yaml.ts'
import { writeComparison } from '../../report/compare.ts'
import { asMachineError } from '../../workspace/machine-error.ts'
import type { CompareFlags } from '../flags.ts'

/** `policylens report compare`: the comparison of two snapshots, as HTML with CSV files beside it. */
export async function reportCompare(flags: CompareFlags): Promise<void> {
  const { path, sha, spec, workspace } = loadPipelineFile(findPipeline(flags.pipeline, process.cwd()))
  const dates = spec.snapshots.toSorted()
  const from = requireIsoDate('--from', flags.from ?? dates[0] ?? '')
  const to = requireIsoDate('--to', flags.to ?? dates.at(-1) ?? '')
  const out = resolve(flags.out ?? join(workspace, 'reports', `${from}-${to}`))
  const analysis = await openAnalysis(workspace, { snapshots: [from, to], nations: spec.nations })
  try {
    const { html, tables } = await asMachineError(`Cannot write the report in ${out}`, () =>
      writeComparison({
        analysis,
        from,
        to,
        out,
        study: { title: spec.title, question: spec.question, pipeline: displayPath(path), pipelineHash: sha },
        nations: spec.nations,
        software: { version: packageVersion, node: process.version },
        now: new Date(),
      }),
    )
    process.stdout.write(`The report: ${html}\nIts tables:  ${tables.length} CSV files beside it\n`)
  } finally {
    analysis.close()
  }
}
