import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { toCsv } from '../../analysis/csv.ts'
import type { Analysis } from '../../analysis/open-analysis.ts'
import { findQuestion } from '../../analysis/questions.ts'
import type { Screening } from '../../model/screening.ts'
import { UserError } from '../../model/user-error.ts'
import type { Row } from '../../workspace/database.ts'
import { storedAddress } from '../links.ts'
import type { Software } from '../software.ts'
import type { CsvTable } from '../tables.ts'
import type { Study } from '../view.ts'
import { byHandColumns, byHandRows, type ByHandRow } from './by-hand.ts'
import { flowOf } from './flow.ts'
import { gatherHarvest } from './harvest-data.ts'
import { renderHarvest } from './harvest-page.tsx'
import type { HarvestManner } from './harvest-view.ts'
import { loadHarvestWords } from './harvest-words.ts'
import { listWarcFiles } from './warc-files.ts'

/** What is reported, for whom, and where the report goes. */
export interface HarvestReportOptions {
  /** Opened for exactly these snapshots. */
  readonly analysis: Analysis
  /** Dates `YYYY-MM-DD`. */
  readonly snapshots: readonly string[]
  /** Folder, made where it does not exist. */
  readonly out: string
  readonly study: Study
  readonly manner: HarvestManner
  /** Null where the study has no candidates. */
  readonly screening: Screening | null
  readonly software: Software
  readonly now: Date
}

/** The files that were written, as absolute paths. */
export interface WrittenHarvest {
  readonly html: string
  readonly tables: readonly string[]
}

/**
 * Writes the report of a harvest: `index.html`, which needs nothing beside it, `captures.csv` and
 * `to-obtain-by-hand.csv`.
 *
 * @throws {UserError} where nothing was harvested for these snapshots
 */
export async function writeHarvest(options: HarvestReportOptions): Promise<WrittenHarvest> {
  const { analysis, study, manner, software, now } = options
  const data = await gatherHarvest(analysis, options.snapshots)
  if (data.cells.every(({ outcome }) => outcome === 'pending' || outcome === 'out')) {
    throw new UserError('Nothing was harvested yet, so there is nothing to report', {
      hint: 'Harvest with: policylens run --stage crawl',
    })
  }
  const out = resolve(options.out)
  const words = loadHarvestWords()
  const byHand = byHandRows(data.cells, {
    archives: manner.crawl.archives,
    pipeline: study.pipeline,
    words: words.by_hand,
  })
  const tables = [await capturesTable(analysis), byHandTable(byHand)]
  const workspace = analysis.workspace.folder
  const page = renderHarvest({
    data,
    flow: flowOf(data, options.screening),
    byHand,
    study,
    manner,
    warcs: await listWarcFiles(workspace),
    words,
    software,
    now,
    tables,
    fileAddress: (path) => storedAddress(path, { workspace, out, page: null, mediaType: null }),
  })
  await mkdir(out, { recursive: true })
  for (const { file, csv } of tables) await writeFile(join(out, file), csv)
  const html = join(out, 'index.html')
  await writeFile(html, page)
  return { html, tables: tables.map(({ file }) => join(out, file)) }
}

async function capturesTable(analysis: Analysis): Promise<CsvTable> {
  const { sql, description } = findQuestion('captures')
  const { columns, rows } = await analysis.ask(sql)
  return { file: 'captures.csv', description, csv: toCsv(columns, rows) }
}

function byHandTable(rows: readonly ByHandRow[]): CsvTable {
  const cells = rows.map((row): Row => Object.fromEntries(byHandColumns.map((column) => [column, row[column]])))
  const description = 'What a person may still obtain, with the addresses to open and the command to type'
  return { file: 'to-obtain-by-hand.csv', description, csv: toCsv(byHandColumns, cells) }
}
