import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { openAnalysis } from '../../analysis/open-analysis.ts'
import { readCandidates } from '../../crawl/discover/candidate-list.ts'
import { countCandidates } from '../../crawl/discover/count-candidates.ts'
import type { Screening } from '../../model/screening.ts'
import { UserError } from '../../model/user-error.ts'
import { packageVersion } from '../../package-file.ts'
import { findPipeline, loadPipeline, mistakesError, type Pipeline } from '../../pipeline/load-pipeline.ts'
import { displayPath } from '../../pipeline/load-yaml.ts'
import { userAgentOf } from '../../pipeline/open-fetcher.ts'
import { studyFiles } from '../../pipeline/study-files.ts'
import { writeHarvest } from '../../report/harvest/write-harvest.ts'
import { asMachineError } from '../../workspace/machine-error.ts'
import type { ReportFlags } from '../flags.ts'

/** `policylens report harvest`: what was obtained of each document at each snapshot, and what was not and why. */
export async function reportHarvest(flags: ReportFlags): Promise<void> {
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const { path, sha, spec, workspace } = pipeline
  if (spec.source.kind === 'local') {
    throw new UserError(
      'This pipeline reads files of this machine: nothing is harvested, so there is nothing to report',
      {
        hint: 'What became of its files: policylens query documents, policylens query missing',
      },
    )
  }
  const screening = await screeningOf(pipeline)
  const out = resolve(flags.out ?? join(workspace, 'reports', 'harvest'))
  const analysis = await openAnalysis(workspace, { snapshots: spec.snapshots, nations: spec.nations })
  try {
    const { html, tables } = await asMachineError(`Cannot write the report in ${out}`, () =>
      writeHarvest({
        analysis,
        snapshots: spec.snapshots,
        out,
        study: { title: spec.title, question: spec.question, pipeline: displayPath(path), pipelineHash: sha },
        manner: { crawl: spec.crawl, snapshotBy: spec.snapshot_by, userAgent: userAgentOf(spec.crawl) },
        screening,
        software: { version: packageVersion, node: process.version },
        now: new Date(),
      }),
    )
    process.stdout.write(`The report: ${html}\nIts tables:  ${tables.length} CSV files beside it\n`)
  } finally {
    analysis.close()
  }
}

/** The numbers of the study's candidates; null where there is no list of them beside the registry. */
async function screeningOf(pipeline: Pipeline): Promise<Screening | null> {
  const { candidates: path } = studyFiles(pipeline, undefined, process.cwd())
  if (!existsSync(path)) return null
  const { candidates, mistakes } = await readCandidates(path)
  if (mistakes.length > 0) throw mistakesError(mistakes)
  const pages = pipeline.editions.flatMap(({ landingUrl }) => landingUrl ?? [])
  return countCandidates(candidates, pages)
}
