import { openAnalysis } from '../../analysis/open-analysis.ts'
import { searchedTexts } from '../../analysis/searched-texts.ts'
import { lexiconOfWords } from '../../detect/concordance.ts'
import { findMentions } from '../../detect/find-mentions.ts'
import { requireIsoDate } from '../../model/iso-date.ts'
import { findPipeline, loadPipelineFile } from '../../pipeline/load-pipeline.ts'
import type { Row } from '../../workspace/database.ts'
import type { QueryFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'

const columns = [
  'snapshot',
  'document_key',
  'title',
  'published',
  'page',
  'block',
  'zone',
  'start',
  'end',
  'left',
  'match',
  'right',
  'source',
  'sha256',
]

/** `policylens search`: a concordance of any words. Lines in running headers and footers have the zone furniture. */
export async function search(words: string, flags: QueryFlags): Promise<void> {
  const lexicon = lexiconOfWords(words)
  const { spec, workspace } = loadPipelineFile(findPipeline(flags.pipeline, process.cwd()))
  const snapshots = flags.snapshot === undefined ? spec.snapshots : [requireIsoDate('--snapshot', flags.snapshot)]
  const analysis = await openAnalysis(workspace, { snapshots, nations: spec.nations })
  try {
    const rows: Row[] = []
    for await (const { sha256, blocks, places } of searchedTexts(analysis)) {
      const found = findMentions(blocks, lexicon, sha256)
      for (const place of places) {
        for (const { page, block, zone, start, end, left, match, right } of found) {
          rows.push({ ...place, page, block, zone, start, end, left, match, right, sha256 })
        }
      }
    }
    const tableColumns = ['snapshot', 'document_key', 'page', 'left', 'match', 'right']
    await printRows({ columns, rows }, { ...flags, tableColumns })
  } finally {
    analysis.close()
  }
}
