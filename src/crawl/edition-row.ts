import { basename } from 'node:path/posix'
import { editionIdOf, type Edition, type EditionSource } from '../model/edition.ts'
import { isIsoDate } from '../model/iso-date.ts'
import type { Mistake } from '../model/mistake.ts'
import { quoteFound, type CsvRow } from './read-csv.ts'

/** Notes a mistake of one row. */
export type Note = (field: string, found: string, allowed: string) => void

/** A {@link Note} for a row of a file, which adds to `mistakes`. */
export function noteInto(mistakes: Mistake[], file: string, row: number): Note {
  return (field, found, allowed) => mistakes.push({ file, row, field, found, allowed })
}

/** Columns that say what a document is; the same in every kind of list. */
export const factColumns = ['title', 'issuer', 'nation', 'sector', 'legal_status', 'series'] as const

/** Facts of a document. */
export type DocumentFacts = Pick<
  Edition,
  'documentKey' | 'title' | 'issuer' | 'nation' | 'sector' | 'legalStatus' | 'series' | 'attributes'
>

function readDate(row: CsvRow, field: string, note: Note): string | null {
  const text = row.cells.get(field)
  if (text === undefined) return null
  if (isIsoDate(text)) return text
  note(field, quoteFound(text), 'a date such as 2020-06-30, or nothing')
  return null
}

/** The two dates of a row, null where there is none. */
export function readDates(row: CsvRow, note: Note): Pick<Edition, 'published' | 'withdrawn'> {
  const published = readDate(row, 'published', note)
  const withdrawn = readDate(row, 'withdrawn', note)
  if (published !== null && withdrawn !== null && withdrawn < published) {
    note('withdrawn', quoteFound(withdrawn), `a date not before ${published}, when it was published, or nothing`)
  }
  return { published, withdrawn }
}

/** The facts of a row; columns that are not in `known` become attributes. */
export function readFacts(
  row: CsvRow,
  documentKey: string,
  { known, note }: { readonly known: readonly string[]; readonly note: Note },
): DocumentFacts {
  const text = (field: (typeof factColumns)[number]): string => row.cells.get(field) ?? ''
  const series = text('series')
  if (!/^(yes|no|)$/i.test(series)) note('series', quoteFound(series), 'yes, no, or nothing')
  return {
    documentKey,
    title: text('title') || basename(documentKey),
    issuer: text('issuer'),
    nation: text('nation'),
    sector: text('sector'),
    legalStatus: text('legal_status'),
    series: series.toLowerCase() === 'yes',
    attributes: readAttributes(row, known),
  }
}

/** The cells of the user's own columns: those that are not in `known`. */
export function readAttributes(row: CsvRow, known: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...row.cells].filter(([name]) => !known.includes(name)))
}

/** The web address of a cell, in its normal form; null and a note where it is none. */
export function readUrl(text: string, field: string, note: Note): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url.href
  note(field, quoteFound(text), 'an address that begins with https:// or http://, without a user name')
  return null
}

/** Where a row stands, for messages. */
export interface PlacedEdition {
  readonly edition: Edition
  readonly line: number
}

/** An edition of a document. */
export function editionOf(
  facts: DocumentFacts,
  dates: Pick<Edition, 'published' | 'withdrawn'>,
  source: EditionSource,
): Edition {
  return { editionId: editionIdOf(facts.documentKey, dates.published), ...facts, ...dates, source }
}

/** Mistakes between rows: two with one key and date, an undated one beside a dated one. */
export function findClashes(file: string, editions: readonly PlacedEdition[]): Mistake[] {
  const mistakes: Mistake[] = []
  const byId = new Map<string, number>()
  const byKey = new Map<string, PlacedEdition>()
  for (const { edition, line } of editions) {
    const { documentKey, published, editionId } = edition
    const same = byId.get(editionId)
    const first = byKey.get(documentKey)
    const found = `${quoteFound(documentKey)} ${published ?? 'without a date'}`
    if (same !== undefined) {
      mistakes.push({
        file,
        row: line,
        field: 'document_key',
        found: `${found}, as in line ${same}`,
        allowed: 'one row for each key and date',
      })
    } else if (first !== undefined && (first.edition.published === null) !== (published === null)) {
      mistakes.push({
        file,
        row: line,
        field: 'published',
        found: `${found}, but ${first.edition.published ?? 'none'} in line ${first.line}`,
        allowed: 'either a date in every row of a key, or a single row without one',
      })
    }
    if (same === undefined) byId.set(editionId, line)
    if (first === undefined) byKey.set(documentKey, { edition, line })
  }
  return mistakes
}
