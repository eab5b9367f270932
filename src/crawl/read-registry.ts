import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize, sep } from 'node:path'
import type { Edition } from '../model/edition.ts'
import type { Mistake } from '../model/mistake.ts'
import {
  editionOf,
  factColumns,
  findClashes,
  noDates,
  noteInto,
  readAttributes,
  readDates,
  readDays,
  readFacts,
  type PlacedEdition,
  type RowDates,
} from './edition-row.ts'
import { isInside } from './local-files.ts'
import { findManifestDoubts } from './manifest-doubts.ts'
import { missingFacts, type MissingFact } from './missing-facts.ts'
import { quoteFound, readCsv, type CsvRow, type CsvTable } from './read-csv.ts'
import {
  checkHost,
  readAddress,
  readDocuments,
  readKey,
  registryColumns,
  type NationNames,
  type RegisteredDocument,
} from './registry-row.ts'

/** What a manifest or a registry declares, with every mistake in it. */
export interface EditionList {
  readonly editions: readonly Edition[]
  readonly mistakes: readonly Mistake[]
  readonly missing: readonly MissingFact[]
  /** What does not stand in the way, but leaves open what a snapshot holds. */
  readonly warnings: readonly Mistake[]
}

const manifestColumns = ['file', 'document_key', ...factColumns, 'published', 'withdrawn'] as const
const editionColumns = [
  'document_key',
  'label',
  'title',
  'published',
  'in_force',
  'withdrawn',
  'landing_url',
  'url',
  'confidence',
] as const

function missingColumns(file: string, table: CsvTable, required: readonly string[]): Mistake[] {
  if (table.columns.length === 0) return []
  const present = table.columns.filter((name) => name !== '').join(', ')
  return required
    .filter((name) => !table.columns.includes(name))
    .map((field) => ({ file, row: 1, field, found: `no such column, but ${present}`, allowed: `a column ${field}` }))
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
  if (!table.columns.includes('file')) return { editions: [], mistakes, missing: [], warnings: [] }
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
    const dates = readDays(row, note)
    if (mistakes.length > before) continue
    const absolute = join(folder, ...source.split('/'))
    const edition = editionOf(facts, dates, { source: { kind: 'file', path: source, absolute } })
    placed.push({ edition, line: row.line })
  }
  const list = listOf(path, placed, mistakes)
  const { columns } = table
  const facts = { folder, columns, known: manifestColumns, editions: list.editions }
  return { ...list, warnings: list.mistakes.length > 0 ? [] : await findManifestDoubts(path, facts) }
}

/** What a pipeline knows that a registry is checked against. */
export interface RegistryOptions {
  /** Names that the column `nation` may take; any where it is left out. */
  readonly nations?: NationNames
  /** Dates `YYYY-MM-DD` that are looked at: an edition that may have come out before or after one is a warning. */
  readonly snapshots?: readonly string[]
}

/**
 * Reads a registry (one row a document) and its editions (one row an edition, with the address of its text; its
 * landing page where the row has none). A document without a row there is one undated edition at its landing page.
 */
export async function readRegistry(
  registryPath: string,
  editionsPath: string,
  { nations, snapshots = [] }: RegistryOptions = {},
): Promise<EditionList> {
  const registry = await readCsv(registryPath, registryColumns)
  const table = await readCsv(editionsPath, editionColumns)
  const lacking = [
    ...missingColumns(registryPath, registry, ['document_key', 'title']),
    ...missingColumns(editionsPath, table, ['document_key', 'url']),
  ]
  const mistakes = [...registry.mistakes, ...table.mistakes, ...lacking]
  // Without these columns every row would be told as a mistake.
  if (lacking.length > 0) return { editions: [], mistakes, missing: [], warnings: [] }
  const documents = readDocuments(registryPath, registry, { mistakes, nations })
  const placed: PlacedEdition[] = []
  const warnings: Mistake[] = []
  const named = new Set<string>()
  for (const row of table.rows) {
    const before = mistakes.length
    const note = noteInto(mistakes, editionsPath, row.line)
    const key = row.cells.get('document_key') ?? ''
    const document = documents.get(key)
    if (document === undefined) note('document_key', quoteFound(key), `a document_key of ${registryPath}`)
    named.add(key)
    const dates = readDates(row, note)
    const landing = readAddress(row, 'landing_url', note) ?? document?.landing ?? null
    const written = readAddress(row, 'url', note)
    if (document !== undefined && landing === null && !row.cells.has('url')) {
      note('url', 'nothing', 'an address, here or as the document’s landing_url')
    }
    for (const [field, url] of [['landing_url', landing] as const, ['url', written] as const]) {
      if (url !== null && row.cells.has(field))
        checkHost(field, url, { publisher: document?.publisher ?? null, landing, note })
    }
    const url = written ?? landing
    if (document === undefined || url === null || mistakes.length > before) continue
    placed.push({ edition: editionOfRow(row, document, { dates, landing, url }), line: row.line })
    warnings.push(...findDoubts(editionsPath, row, { dates, snapshots }))
  }
  const undated: Edition[] = []
  for (const document of documents.values()) {
    const { facts, landing, line } = document
    if (table.columns.length === 0 || named.has(facts.documentKey)) continue
    if (landing !== null) {
      undated.push(undatedEdition(document, landing))
      continue
    }
    const found = `${quoteFound(facts.documentKey)} without an edition or a landing_url`
    const allowed = `a key with a row in ${editionsPath}, or a landing_url`
    mistakes.push({ file: registryPath, row: line, field: 'document_key', found, allowed })
  }
  const list = listOf(editionsPath, placed, mistakes)
  const editions = [...list.editions, ...undated]
  return { editions, mistakes: list.mistakes, missing: missingFacts(editions), warnings }
}

function editionOfRow(
  row: CsvRow,
  document: RegisteredDocument,
  { dates, landing, url }: { readonly dates: RowDates; readonly landing: string | null; readonly url: string },
): Edition {
  const { facts, rolling, attachment, publisher } = document
  const attributes = { ...facts.attributes, ...readAttributes(row, editionColumns) }
  return editionOf({ ...facts, title: row.cells.get('title') ?? facts.title, attributes }, dates, {
    source: { kind: 'url', url },
    web: {
      rolling,
      label: row.cells.get('label') ?? '',
      landingUrl: landing,
      attachment,
      publisher,
      confidence: row.cells.get('confidence') ?? document.confidence,
    },
  })
}

function undatedEdition(
  { facts, rolling, attachment, publisher, confidence }: RegisteredDocument,
  url: string,
): Edition {
  const web = { rolling, label: '', landingUrl: url, attachment, publisher, confidence }
  return editionOf(facts, noDates, { source: { kind: 'url', url }, web })
}

/** An edition counts from the first day that it may have come out: said where that decides what a snapshot holds. */
function findDoubts(
  file: string,
  row: CsvRow,
  { dates, snapshots }: { readonly dates: RowDates; readonly snapshots: readonly string[] },
): Mistake[] {
  const { published } = dates
  if (published === null) return []
  return snapshots
    .filter((snapshot) => published.first <= snapshot && snapshot < published.last)
    .map((snapshot) => ({
      file,
      row: row.line,
      field: 'published',
      found: `${quoteFound(row.cells.get('published') ?? '')}, which may be before or after ${snapshot}`,
      allowed: `a date that is known closer; it counts from ${published.first}`,
    }))
}

/** Only sound rows were placed, so that a mistake in one row is not told again as a clash with another. */
function listOf(path: string, placed: readonly PlacedEdition[], mistakes: readonly Mistake[]): EditionList {
  const editions = placed.map(({ edition }) => edition)
  return {
    editions,
    mistakes: [...mistakes, ...findClashes(path, placed)],
    missing: missingFacts(editions),
    warnings: [],
  }
}
