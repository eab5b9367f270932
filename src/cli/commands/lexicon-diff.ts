import { openAnalysis } from '../../analysis/open-analysis.ts'
import { searchedTexts } from '../../analysis/searched-texts.ts'
import { compareLexicons } from '../../detect/concordance.ts'
import { compileLexicon } from '../../detect/lexicon.ts'
import { isFurniture } from '../../model/extraction.ts'
import { UserError } from '../../model/user-error.ts'
import { loadApproach } from '../../pipeline/load-approaches.ts'
import { findPipeline, loadPipeline, mistakesError } from '../../pipeline/load-pipeline.ts'
import type { Row } from '../../workspace/database.ts'
import type { QueryFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'

const columns = [
  'change',
  'snapshot',
  'document_key',
  'term',
  'page',
  'block',
  'zone',
  'left',
  'match',
  'right',
  'source',
]

/** `policylens lexicon diff`: the mentions that an edited approach file would gain and lose in the pipeline's corpus. */
export async function lexiconDiff(file: string, flags: QueryFlags): Promise<void> {
  const edited = loadApproach(file)
  const [after] = edited.approaches
  if (!after) throw mistakesError(edited.mistakes)
  const { spec, workspace, approaches } = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const before = approaches.find((approach) => approach.id === after.id)
  if (!before) {
    throw new UserError(`The pipeline has no approach "${after.id}" to compare with`, {
      hint: `It has: ${approaches.map((approach) => approach.id).join(', ')}`,
    })
  }
  const lexicons = { before: compileLexicon(before), after: compileLexicon(after) }
  const analysis = await openAnalysis(workspace, { snapshots: spec.snapshots, nations: spec.nations })
  try {
    const rows: Row[] = []
    for await (const { blocks, places } of searchedTexts(analysis)) {
      // Running headers and footers are in no total, so what happens there changes nothing.
      const counted = blocks.filter(({ kind }) => !isFurniture(kind))
      const { gained, lost } = compareLexicons(counted, lexicons)
      const changes = [...gained.map((one) => ['gained', one] as const), ...lost.map((one) => ['lost', one] as const)]
      for (const { snapshot, document_key, source } of places) {
        for (const [change, { term, page, block, zone, left, match, right }] of changes) {
          rows.push({ change, snapshot, document_key, term, page, block, zone, left, match, right, source })
        }
      }
    }
    await printRows(
      { columns, rows },
      { ...flags, tableColumns: ['change', 'snapshot', 'document_key', 'term', 'page', 'match'] },
    )
    process.stderr.write(tellCounts(rows))
  } finally {
    analysis.close()
  }
}

function tellCounts(rows: readonly Row[]): string {
  const count = (change: string): number => rows.filter((row) => row['change'] === change).length
  return `${count('gained')} gained, ${count('lost')} lost, over all snapshots; nothing was changed.\n`
}
