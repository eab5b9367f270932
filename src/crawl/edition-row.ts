import { basename } from 'node:path/posix'
import { editionIdOf, type Edition, type EditionSource } from '../model/edition.ts'
import { isIsoDate } from '../model/iso-date.ts'
import type { Mistake } from '../model/mistake.ts'
import { partialDateExamples, readPartialDate, type PartialDate } from '../model/partial-date.ts'
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

/** Dates of a row as far as they are known, null where there is none. */
export interface RowDates {
  readonly published: PartialDate | null
  readonly inForce: PartialDate | null
  readonly withdrawn: string | null
}

function readDay(row: CsvRow, field: string, note: Note): string | null {
  const text = row.cells.get(field)
  if (text === undefined) return null
  if (isIsoDate(text)) return text
  note(field, quoteFound(text), 'a date such as 2020-06-30, or nothing')
  return null
}

function readPartial(row: CsvRow, field: string, note: Note): PartialDate | null {
  const text = row.cells.get(field)
  const date = text === undefined ? null : readPartialDate(text)
  if (text !== undefined && date === null) note(field, quoteFound(text), `a date: ${partialDateExamples}, or nothing`)
  return date
}

/** The dates of a manifest's row: whole days. */
export function readDays(row: CsvRow, note: Note): RowDates {
  const day = readDay(row, 'published', note)
  const published = day === null ? null : readPartialDate(day)
  const withdrawn = readDay(row, 'withdrawn', note)
  noteEarlyEnd({ published, withdrawn }, note)
  return { published, inForce: null, withdrawn }
}

/** The dates of an edition's row: what is known of them. */
export function readDates(row: CsvRow, note: Note): RowDates {
  const published = readPartial(row, 'published', note)
  const inForce = readPartial(row, 'in_force', note)
  const withdrawn = readDay(row, 'withdrawn', note)
  noteEarlyEnd({ published, withdrawn }, note)
  // A text may apply from a day before it came out, but hardly from years before.
  if (published !== null && inForce !== null && inForce.last < yearsBefore(published.first, 2)) {
    const allowed = `a date not more than two years before ${published.first}, when it was published, or nothing`
    note('in_force', quoteFound(row.cells.get('in_force') ?? ''), allowed)
  }
  return { published, inForce, withdrawn }
}

function noteEarlyEnd({ published, withdrawn }: Pick<RowDates, 'published' | 'withdrawn'>, note: Note): void {
  if (published === null || withdrawn === null || withdrawn >= published.first) return
  note('withdrawn', quoteFound(withdrawn), `a date not before ${published.first}, when it was published, or nothing`)
}

function yearsBefore(date: string, years: number): string {
  return `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`
}

/** The facts of a row; columns that are not in `known` become attributes. */
export function readFacts(
  row: CsvRow,
  documentKey: string,
  { known, note }: { readonly known: readonly string[]; readonly note: Note },
): DocumentFacts {
  const text = (field: (typeof factColumns)[number]): string => row.cells.get(field) ?? ''
  return {
    documentKey,
    title: text('title') || basename(documentKey),
    issuer: text('issuer'),
    nation: text('nation'),
    sector: text('sector'),
    legalStatus: text('legal_status'),
    series: readYes(row, 'series', note),
    attributes: readAttributes(row, known),
  }
}

/** Whether a cell says yes; nothing means no. */
export function readYes(row: CsvRow, field: string, note: Note): boolean {
  const text = row.cells.get(field) ?? ''
  if (!/^(yes|no|)$/i.test(text)) note(field, quoteFound(text), 'yes, no, or nothing')
  return text.toLowerCase() === 'yes'
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

/** What an edition of the web has beside its facts, dates and source. */
export type WebFacts = Pick<Edition, 'rolling' | 'label' | 'landingUrl' | 'attachment' | 'publisher' | 'confidence'>

const noWebFacts: WebFacts = {
  rolling: false,
  label: '',
  landingUrl: null,
  attachment: null,
  publisher: null,
  confidence: '',
}

/** The dates of an edition that has none. */
export const noDates: RowDates = { published: null, inForce: null, withdrawn: null }

/** An edition of a document. */
export function editionOf(
  facts: DocumentFacts,
  { published, inForce, withdrawn }: RowDates,
  { source, web = noWebFacts }: { readonly source: EditionSource; readonly web?: WebFacts },
): Edition {
  return {
    editionId: editionIdOf(facts.documentKey, published?.first ?? null),
    ...facts,
    ...web,
    published: published?.first ?? null,
    publishedPrecision: published?.precision ?? null,
    inForce: inForce?.first ?? null,
    inForcePrecision: inForce?.precision ?? null,
    withdrawn,
    source,
  }
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
