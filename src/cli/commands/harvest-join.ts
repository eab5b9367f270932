import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

import { includedCandidates, readCandidates } from '../../crawl/discover/candidate-list.ts'
import { appendRows, joiningRows } from '../../crawl/discover/join-registry.ts'
import { readCsv } from '../../crawl/read-csv.ts'
import { readRegistry } from '../../crawl/read-registry.ts'
import { registryColumns } from '../../crawl/registry-row.ts'
import { UserError } from '../../model/user-error.ts'
import { findPipeline, loadPipeline, mistakesError } from '../../pipeline/load-pipeline.ts'
import { displayPath } from '../../pipeline/load-yaml.ts'
import { studyFiles, type StudyFiles } from '../../pipeline/study-files.ts'
import { asMachineError } from '../../workspace/machine-error.ts'
import type { JoinFlags } from '../flags.ts'
import { writeWhole } from '../write-whole.ts'

/**
 * `policylens harvest join`: adds the candidates that a person included to the registry.
 *
 * @throws {UserError} where there is no list, or a row would not stand in the registry; nothing is written then
 */
export async function harvestJoin(flags: JoinFlags): Promise<void> {
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const files = studyFiles(pipeline, flags.candidates, process.cwd())
  if (!existsSync(files.candidates)) {
    throw new UserError(`There is no list ${displayPath(files.candidates)}`, {
      hint: 'Make it with: policylens harvest discover',
    })
  }
  const list = await readCandidates(files.candidates)
  if (list.mistakes.length > 0) throw mistakesError(list.mistakes)
  const { editions } = pipeline
  const included = includedCandidates(
    list,
    editions.flatMap(({ landingUrl }) => landingUrl ?? []),
  )
  const { columns } = await readCsv(files.registry, registryColumns)
  const { rows, mistakes } = joiningRows(included, {
    path: files.candidates,
    columns,
    keys: editions.map(({ documentKey }) => documentKey),
  })
  if (mistakes.length > 0) throw mistakesError(mistakes)
  if (rows.length === 0) {
    process.stdout.write('No included candidate is new to the registry.\n')
    return
  }
  const text = appendRows(readFileSync(files.registry, 'utf8'), rows, { columns })
  await tryRegistry(text, files, pipeline.spec)
  await writeWhole(files.registry, text)
  for (const row of rows) process.stdout.write(`${row['document_key']}: ${row['title']}\n`)
  process.stdout.write(
    `${rows.length} joined ${displayPath(files.registry)}. Until ${displayPath(files.editions)} has rows for them ` +
      'they are undated, and so in every snapshot.\n',
  )
}

/** Reads the registry as it would be, so that nothing wrong is written. */
async function tryRegistry(
  text: string,
  { registry, editions }: StudyFiles,
  { nations, snapshots }: { readonly nations: Record<string, string[]>; readonly snapshots: readonly string[] },
): Promise<void> {
  const draft = `${registry}.new`
  try {
    await asMachineError(`Cannot write ${draft}`, () => writeFileSync(draft, text))
    const { mistakes } = await readRegistry(draft, editions, { nations, snapshots })
    if (mistakes.length > 0)
      throw mistakesError(mistakes.map((one) => ({ ...one, file: one.file.replace(/\.new$/, '') })))
  } finally {
    rmSync(draft, { force: true })
  }
}
