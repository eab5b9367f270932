import type { Edition } from '../model/edition.ts'
import type { Mistake } from '../model/mistake.ts'
import { listReadableFiles } from './local-files.ts'

const mostNames = 5

/** What is doubtful in a manifest without being wrong: files without a row, columns that look misspelt. */
export async function findManifestDoubts(
  path: string,
  manifest: {
    readonly folder: string
    readonly columns: readonly string[]
    readonly known: readonly string[]
    readonly editions: readonly Edition[]
  },
): Promise<Mistake[]> {
  const { folder, columns, known, editions } = manifest
  const named = new Set(editions.flatMap(({ source }) => (source.kind === 'file' ? [source.path] : [])))
  const files = await listReadableFiles(folder)
  const unnamed = files.map((file) => file.path).filter((file) => !named.has(file))
  const misspelt = columns.flatMap((column) => {
    const meant = known.includes(column) ? undefined : known.find((name) => distance(name, column) <= 2)
    if (column === '' || meant === undefined) return []
    return [{ file: path, row: 1, field: column, found: 'a column of your own', allowed: `did you mean ${meant}?` }]
  })
  if (unnamed.length === 0) return misspelt
  const names = `${unnamed.slice(0, mostNames).join(', ')}${unnamed.length > mostNames ? ', …' : ''}`
  const found = `${unnamed.length} files of the folder without a row (${names}), which are not in the corpus`
  return [
    { file: path, row: null, field: 'file', found, allowed: 'a row for each file that belongs to it' },
    ...misspelt,
  ]
}

/** Letters to add, drop or change to make one word of another (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
