import { isDeepStrictEqual } from 'node:util'

import { UserError } from '../model/user-error.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { readSupplied, type SuppliedFile } from './captures.ts'
import { copyFileToStore } from './content-store.ts'

/**
 * Adds a file by hand as what a document said at a snapshot; it replaces one supplied before for the same.
 *
 * @returns False where the same was supplied before, with the same words about it: then nothing is done.
 * @throws {UserError} where the same bytes stand for another document already
 */
export async function supplyFile(
  { folder, database }: Workspace,
  path: string,
  facts: Omit<SuppliedFile, 'sha256' | 'stored' | 'bytes'>,
): Promise<boolean> {
  const { sha256, path: stored, bytes } = await copyFileToStore(folder, path)
  const [other] = await database.rows<{ key: string }>(
    `select document_key as key from capture where sha256 = $sha256 and document_key <> $key
     union all select document_key from supplied where sha256 = $sha256 and document_key <> $key limit 1`,
    { sha256, key: facts.documentKey },
  )
  if (other) {
    throw new UserError(`These bytes stand for the document "${other.key}" already`, {
      hint: 'One file cannot be two documents: is it the right one?',
    })
  }
  const file = { ...facts, sha256, stored, bytes }
  const before = (await readSupplied(database)).find(
    ({ documentKey, date }) => documentKey === file.documentKey && date === file.date,
  )
  if (before !== undefined && isDeepStrictEqual(before, file)) return false
  await database.transaction(async () => {
    await database.run('delete from supplied where document_key = $key and as_at = $date::date', {
      key: facts.documentKey,
      date: facts.date,
    })
    await database.insert('supplied', [
      {
        document_key: facts.documentKey,
        as_at: facts.date,
        sha256,
        stored,
        bytes,
        name: facts.name,
        source_url: facts.sourceUrl,
        obtained: facts.obtained,
        note: facts.note,
        added_at: new Date().toISOString(),
      },
    ])
  })
  return true
}
