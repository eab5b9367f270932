import { readFile, stat } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse/sync'
import type { Mistake } from '../model/mistake.ts'

/** A row of a CSV file; a cell that is empty or blank is absent. */
export interface CsvRow {
  /** Line on which it begins, the header being line 1 where nothing stands above it. */
  readonly line: number
  /** By column name, trimmed. */
  readonly cells: ReadonlyMap<string, string>
}

/** A CSV file, or why it is none. */
export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
  readonly mistakes: readonly Mistake[]
}

const largest = 50 * 1024 * 1024

/** A cell as a message shows it: in quotes, on one line, cut where it is long. */
export function quoteFound(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}]/gu, '�')
  return line === '' ? 'nothing' : `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`
}

function decode(
  bytes: Uint8Array,
): { readonly text: string } | { readonly row: number | null; readonly found: string } {
  const head = bytes.subarray(0, 1024)
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return { row: null, found: 'UTF-16' }
  }
  if (head.includes(0)) return { row: null, found: 'bytes that are no text' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text: text.replace(/\r\n?/g, '\n') }
  } catch {
    const strict = new TextDecoder('utf-8', { fatal: true })
    let row = 1
    for (let start = 0; start < bytes.byteLength; row++) {
      const end = bytes.indexOf(10, start) + 1 || bytes.byteLength
      try {
        strict.decode(bytes.subarray(start, end))
      } catch {
        break
      }
      start = end
    }
    return { row, found: 'another encoding' }
  }
}

/** The delimiter of a header line: Excel writes semicolons where the decimal sign is a comma. */
export function delimiterOf(text: string): string {
  const header = (/[^\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (sign: string): number => header.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/**
 * Reads a CSV file (RFC 4180; UTF-8 with or without BOM; comma, semicolon or tab) whose first line names the columns.
 * Column names that are among `known` are compared without case. Blank rows are left out.
 */
export async function readCsv(path: string, known: readonly string[]): Promise<CsvTable> {
  const fail = (row: number | null, found: string, allowed: string): CsvTable => ({
    columns: [],
    rows: [],
    mistakes: [{ file: path, row, field: 'file', found, allowed }],
  })
  let bytes: Uint8Array
  try {
    const facts = await stat(path)
    if (!facts.isFile()) return fail(null, 'a folder', 'a CSV file')
    if (facts.size > largest) return fail(null, `${facts.size} bytes`, `at most ${largest} bytes`)
    bytes = await readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return fail(null, code === 'ENOENT' ? 'nothing' : `a file that cannot be read (${code})`, 'a CSV file')
  }
  const decoded = decode(bytes)
  if (!('text' in decoded)) {
    return fail(decoded.row, decoded.found, 'UTF-8 (in Excel: Save as, “CSV UTF-8”)')
  }
  let lastWhole = 0
  try {
    const records = parseRecords(decoded.text, (line) => (lastWhole = line))
    return tabulate(path, records, known)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // An unclosed quotation mark is noticed at the end of the file: the row is the one after the last whole one.
    return fail(lastWhole + 1, quoteFound(error.message), 'quotation marks in pairs, and doubled inside a quoted cell')
  }
}

interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

interface InfoRecord {
  readonly record: readonly string[]
  readonly raw: string
  readonly info: { readonly lines: number }
}

function parseRecords(text: string, onWhole: (line: number) => void): CsvRecord[] {
  const records: unknown = parse(text, {
    delimiter: delimiterOf(text),
    record_delimiter: '\n',
    info: true,
    raw: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
    on_record: (record, { lines }) => {
      onWhole(lines)
      return record
    },
  })
  // The types of csv-parse do not follow its options `info` and `raw`.
  return (records as InfoRecord[]).map(({ record, raw, info }) => ({
    // `lines` counts to the end of the record, which a quoted cell may stretch; `raw` begins with the blank lines above.
    line: info.lines - (raw.trim().match(/\n/g)?.length ?? 0),
    cells: record.map((cell) => cell.trim()),
  }))
}

function tabulate(path: string, records: readonly CsvRecord[], known: readonly string[]): CsvTable {
  const [header, ...rest] = records
  const mistakes: Mistake[] = []
  const mistake = (row: number, field: string, found: string, allowed: string): void => {
    mistakes.push({ file: path, row, field, found, allowed })
  }
  if (header === undefined) mistake(1, 'header', 'nothing', `a line with the names of the columns: ${known.join(', ')}`)
  const columns = (header?.cells ?? []).map((name) => known.find((one) => one === name.toLowerCase()) ?? name)
  const seen = new Set<string>()
  for (const name of columns) {
    if (name !== '' && seen.has(name)) mistake(header?.line ?? 1, name, 'a second column', 'one column of each name')
    seen.add(name)
  }
  const rows: CsvRow[] = []
  for (const { line, cells } of rest) {
    if (cells.every((cell) => cell === '')) continue
    const beyond = cells.find((cell, index) => cell !== '' && (columns[index] ?? '') === '')
    if (beyond !== undefined) {
      mistake(
        line,
        'row',
        `${quoteFound(beyond)} in no named column`,
        `${columns.length} cells; a cell with a delimiter in quotation marks`,
      )
      continue
    }
    const named = cells.flatMap((cell, index) => (cell === '' ? [] : [[columns[index] ?? '', cell] as const]))
    rows.push({ line, cells: new Map(named) })
  }
  return { columns, rows, mistakes }
}
