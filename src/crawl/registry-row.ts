import type { Mistake } from '../model/mistake.ts'
import { factColumns, noteInto, readFacts, readUrl, readYes, type DocumentFacts, type Note } from './edition-row.ts'
import { isOnHostOf, publisherIds } from './publisher-hosts.ts'
import { quoteFound, type CsvRow, type CsvTable } from './read-csv.ts'

/** Columns of a registry that the program reads; others become attributes. */
export const registryColumns = [
  'document_key',
  ...factColumns,
  'rolling',
  'landing_url',
  'attachment',
  'publisher',
  'confidence',
] as const

/** A document as a registry declares it, whatever its editions. */
export interface RegisteredDocument {
  readonly facts: DocumentFacts
  readonly rolling: boolean
  readonly landing: string | null
  readonly attachment: string | null
  readonly publisher: string | null
  readonly confidence: string
  readonly line: number
}

/** Names that a nation may take: each key stands for its nations. */
export type NationNames = Readonly<Record<string, readonly string[]>>

/** The key of a document, as a row gives it. */
export function readKey(text: string, note: Note): string {
  if (/\p{Cc}/u.test(text) || text.length > 200)
    note('document_key', quoteFound(text), 'at most 200 characters on one line')
  return text
}

/** The documents of a registry by key; where a key stands twice, the first. Any nation is taken without `nations`. */
export function readDocuments(
  path: string,
  table: CsvTable,
  { mistakes, nations }: { readonly mistakes: Mistake[]; readonly nations: NationNames | undefined },
): Map<string, RegisteredDocument> {
  const names = nations && [...new Set([...Object.keys(nations), ...Object.values(nations).flat()])].sort()
  const documents = new Map<string, RegisteredDocument>()
  for (const row of table.rows) {
    const note = noteInto(mistakes, path, row.line)
    const document = readDocument(row, note)
    const { documentKey: key, nation } = document.facts
    if (names && nation !== '' && !names.includes(nation)) note('nation', quoteFound(nation), names.join(', '))
    const first = documents.get(key)
    if (key === '') note('document_key', 'nothing', 'a key')
    else if (first !== undefined)
      note('document_key', `${quoteFound(key)}, as in line ${first.line}`, 'one row for each key')
    else documents.set(key, document)
  }
  return documents
}

function readDocument(row: CsvRow, note: Note): RegisteredDocument {
  const key = readKey(row.cells.get('document_key') ?? '', note)
  if (!row.cells.has('title')) note('title', 'nothing', 'a title')
  const facts = readFacts(row, key, { known: registryColumns, note })
  const rolling = readYes(row, 'rolling', note)
  const publisher = readPublisher(row, note)
  const landing = readAddress(row, 'landing_url', note)
  if (landing !== null) checkHost('landing_url', landing, { publisher, landing, note })
  const attachment = row.cells.get('attachment') ?? null
  if (attachment?.includes('://')) {
    const url = readUrl(attachment, 'attachment', note)
    if (url !== null) checkHost('attachment', url, { publisher, landing, note })
  }
  const confidence = row.cells.get('confidence') ?? ''
  return { facts, rolling, landing, attachment, publisher, confidence, line: row.line }
}

function readPublisher(row: CsvRow, note: Note): string | null {
  const text = row.cells.get('publisher')
  if (text === undefined || publisherIds.includes(text)) return text ?? null
  note('publisher', quoteFound(text), `${publisherIds.join(', ')}, or nothing`)
  return null
}

/** The address of a cell; null where it is empty or, with a note, none. */
export function readAddress(row: CsvRow, field: string, note: Note): string | null {
  const text = row.cells.get(field)
  return text === undefined ? null : readUrl(text, field, note)
}

/** Notes an address that is on no host of the publisher; where no publisher is given, any host is taken. */
export function checkHost(
  field: string,
  url: string,
  {
    publisher,
    landing,
    note,
  }: { readonly publisher: string | null; readonly landing: string | null; readonly note: Note },
): void {
  if (publisher === null || isOnHostOf(publisher, url, landing)) return
  const allowed =
    publisher === 'page' ? 'an address on the host of its landing page' : `an address of the publisher ${publisher}`
  note(field, quoteFound(url), allowed)
}
