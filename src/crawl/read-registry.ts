import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize, sep } from 'node:path'
import type { Edition } from '../model/edition.ts'
import type { Mistake } from '../model/mistake.ts'
import {
  editionOf,
  factColumns,
  findClashes,
  noteInto,
  readAttributes,
  readDates,
  readFacts,
  readUrl,
  type DocumentFacts,
  type Note,
  type PlacedEdition,
} from './edition-row.ts'
import { isInside } from './local-files.ts'
import { missingFacts, type MissingFact } from './missing-facts.ts'
import { quoteFound, readCsv, type CsvTable } from './read-csv.ts'

/** What a manifest or a registry declares, with every mistake in it. */
export interface EditionList {
  readonly editions: readonly Edition[]
  readonly mistakes: readonly Mistake[]
  readonly missing: readonly MissingFact[]
}

const manifestColumns = ['file', 'document_key', ...factColumns, 'published', 'withdrawn'] as const
const registryColumns = ['document_key', ...factColumns, 'landing_url'] as const
const editionColumns = ['document_key', 'published', 'withdrawn', 'url', 'title'] as const

function missingColumns(file: string, table: CsvTable, required: readonly string[]): Mistake[] {
  if (table.columns.length === 0) return []
  const present = table.columns.filter((name) => name !== '').join(', ')
  return required
    .filter((name) => !table.columns.includes(name))
    .map((field) => ({ file, row: 1, field, found: `no such column, but ${present}`, allowed: `a column ${field}` }))
}

function readKey(text: string, note: Note): string {
  if (/\p{Cc}/u.test(text) || text.length > 200)
    note('document_key', quoteFound(text), 'at most 200 characters on one line')
  return text
}

async function findFile(
  folder: string,
  written: string,
): Promise<{ readonly path: string } | { readonly found: string }> {
  const path = normalize(written.replaceAll('\\', '/')).split(sep).join('/')
  if (isAbsolute(written) || /^([a-z]:|\/)/i.test(path) || path.split('/').includes('..')) {
    return { found: 'a path that leads outside the folder' }
  }
  const root = await realpath(folder).catch(() => null)
  const target = root === null ? null : await realpath(join(root, path)).catch(() => null)
  if (root === null || target === null) return { found: 'no such file' }
  if (!isInside(root, target)) return { found: 'a link that leads outside the folder' }
  return (await stat(target)).isFile() ? { path } : { found: 'something that is not a file' }
}

/**
 * Reads a manifest: one row an edition, each naming a file in `folder`. Only the column `file` is required; the key
 * defaults to the file's path without its extension; further columns become attributes.
 */
export async function readManifest(path: string, { folder }: { readonly folder: string }): Promise<EditionList> {
  const table = await readCsv(path, manifestColumns)
  const mistakes: Mistake[] = [...table.mistakes, ...missingColumns(path, table, ['file'])]
  const placed: PlacedEdition[] = []
  if (!table.columns.includes('file')) return { editions: [], mistakes, missing: [] }
  for (const row of table.rows) {
    const before = mistakes.length
    const note = noteInto(mistakes, path, row.line)
    const written = row.cells.get('file')
    const file = written === undefined ? { found: 'nothing' } : await findFile(folder, written)
    if ('found' in file) {
      const found = written === undefined ? file.found : `${quoteFound(written)}, ${file.found}`
      note('file', found, `a file in ${folder}`)
    }
    const source = 'path' in file ? file.path : ''
    const documentKey = readKey(row.cells.get('document_key') ?? source.replace(/\.[^./]+$/, ''), note)
    const facts = readFacts(row, documentKey, { known: manifestColumns, note })
    const dates = readDates(row, note)
    if (mistakes.length > before) continue
    const edition = editionOf(facts, dates, {
      kind: 'file',
      path: source,
      absolute: join(folder, ...source.split('/')),
    })
    placed.push({ edition, line: row.line })
  }
  return listOf(path, placed, mistakes)
}

/**
 * Reads a registry (one row a document) and its editions (one row an edition, with the address of its text; the
 * document's `landing_url` where the row has none).
 */
export async function readRegistry(registryPath: string, editionsPath: string): Promise<EditionList> {
  const registry = await readCsv(registryPath, registryColumns)
  const table = await readCsv(editionsPath, editionColumns)
  const lacking = [
    ...missingColumns(registryPath, registry, ['document_key']),
    ...missingColumns(editionsPath, table, ['document_key', 'url']),
  ]
  const mistakes = [...registry.mistakes, ...table.mistakes, ...lacking]
  // Without these columns every row would be told as a mistake.
  if (lacking.length > 0) return { editions: [], mistakes, missing: [] }
  const documents = readDocuments(registryPath, registry, mistakes)
  const placed: PlacedEdition[] = []
  const named = new Set<string>()
  for (const row of table.rows) {
    const before = mistakes.length
    const note = noteInto(mistakes, editionsPath, row.line)
    const key = row.cells.get('document_key') ?? ''
    const document = documents.get(key)
    if (document === undefined) note('document_key', quoteFound(key), `a document_key of ${registryPath}`)
    named.add(key)
    const dates = readDates(row, note)
    const written = row.cells.get('url')
    if (written === undefined && document?.landing === null) {
      note('url', 'nothing', 'an address, here or as the document’s landing_url')
    }
    const url = written === undefined ? (document?.landing ?? null) : readUrl(written, 'url', note)
    if (document === undefined || url === null || mistakes.length > before) continue
    const facts: DocumentFacts = {
      ...document.facts,
      title: row.cells.get('title') ?? document.facts.title,
      attributes: { ...document.facts.attributes, ...readAttributes(row, editionColumns) },
    }
    placed.push({ edition: editionOf(facts, dates, { kind: 'url', url }), line: row.line })
  }
  for (const [key, { line }] of documents) {
    if (table.columns.length === 0 || named.has(key)) continue
    const found = `${quoteFound(key)} without an edition`
    mistakes.push({
      file: registryPath,
      row: line,
      field: 'document_key',
      found,
      allowed: `a key with a row in ${editionsPath}`,
    })
  }
  return listOf(editionsPath, placed, mistakes)
}

interface RegisteredDocument {
  readonly facts: DocumentFacts
  readonly landing: string | null
  readonly line: number
}

function readDocuments(path: string, table: CsvTable, mistakes: Mistake[]): Map<string, RegisteredDocument> {
  const documents = new Map<string, RegisteredDocument>()
  for (const row of table.rows) {
    const note = noteInto(mistakes, path, row.line)
    const key = readKey(row.cells.get('document_key') ?? '', note)
    const landing = row.cells.get('landing_url')
    const facts = readFacts(row, key, { known: registryColumns, note })
    const url = landing === undefined ? null : readUrl(landing, 'landing_url', note)
    const first = documents.get(key)
    if (key === '') note('document_key', 'nothing', 'a key')
    else if (first !== undefined)
      note('document_key', `${quoteFound(key)}, as in line ${first.line}`, 'one row for each key')
    else documents.set(key, { facts, landing: url, line: row.line })
  }
  return documents
}

/** Only sound rows were placed, so that a mistake in one row is not told again as a clash with another. */
function listOf(path: string, placed: readonly PlacedEdition[], mistakes: readonly Mistake[]): EditionList {
  const editions = placed.map(({ edition }) => edition)
  return { editions, mistakes: [...mistakes, ...findClashes(path, placed)], missing: missingFacts(editions) }
}
