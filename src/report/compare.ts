import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import type { Analysis } from '../analysis/open-analysis.ts'
import { UserError } from '../model/user-error.ts'
import { gatherComparison } from './comparison-data.ts'
import { shortDates } from './format.ts'
import { storedAddress } from './links.ts'
import { renderPage } from './page.tsx'
import { readStyle } from './render-document.tsx'
import { libraryVersions, type Software } from './software.ts'
import { comparisonTables } from './tables.ts'
import type { Study, View } from './view.ts'
import { loadWords } from './words.ts'

/** What is compared, for whom, and where the report goes. */
export interface ComparisonOptions {
  /** Opened for exactly the two dates. */
  readonly analysis: Analysis
  /** Dates `YYYY-MM-DD`. */
  readonly from: string
  readonly to: string
  /** Folder, made where it does not exist. */
  readonly out: string
  readonly study: Study
  /** Names that stand for several nations, with these. */
  readonly nations: Readonly<Record<string, readonly string[]>>
  readonly software: Software
  readonly now: Date
}

/** The files that were written, as absolute paths. */
export interface WrittenComparison {
  readonly html: string
  readonly tables: readonly string[]
}

/**
 * Writes the comparison report of two dates: `index.html`, which needs nothing beside it, and a CSV file of every table.
 *
 * @throws {UserError} where the dates are not one before the other
 */
export async function writeComparison(options: ComparisonOptions): Promise<WrittenComparison> {
  const { analysis, from, to, study, software, now } = options
  checkDates(from, to)
  const out = resolve(options.out)
  const data = await gatherComparison(analysis, { from, to })
  const tables = await comparisonTables(analysis, data)
  const view: View = {
    data,
    study,
    nationParts: options.nations,
    software,
    libraries: libraryVersions(),
    now,
    tables,
    words: loadWords(),
    short: shortDates(from, to),
    storedAddress: ({ stored, media_type: mediaType }, page) =>
      stored === null ? null : storedAddress(stored, { workspace: analysis.workspace.folder, out, page, mediaType }),
  }
  const page = renderPage(view, readStyle('comparison'))
  await mkdir(out, { recursive: true })
  for (const { file, csv } of tables) await writeFile(join(out, file), csv)
  const html = join(out, 'index.html')
  await writeFile(html, page)
  return { html, tables: tables.map(({ file }) => join(out, file)) }
}

function checkDates(from: string, to: string): void {
  if (from === to) {
    throw new UserError(`A comparison needs two dates, and both are ${from}`, {
      hint: 'Give two dates with --from and --to',
    })
  }
  if (from > to) {
    throw new UserError(`The comparison would run backwards: ${from} is after ${to}`, {
      hint: `Give the earlier date first: --from ${to} --to ${from}`,
    })
  }
}
