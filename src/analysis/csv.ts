import { stringify } from 'csv-stringify/sync'

import type { Cell, Row } from '../workspace/database.ts'

/**
 * A table as CSV by RFC 4180: a header line, CRLF, quotes only where needed, no byte order mark. Missing values are
 * empty, lists are joined by `; `.
 *
 * Text that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV Injection"): documents are
 * not ours, and a table of their sentences must be safe to open.
 */
export function toCsv(columns: readonly string[], rows: readonly Readonly<Row>[]): string {
  const records = rows.map((row) => columns.map((column) => cellText(row[column] ?? null)))
  return stringify([[...columns], ...records], { record_delimiter: 'windows', quote_record_delimiter: true })
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return guard(cell)
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  return guard(cell.map(cellText).join('; '))
}

function guard(text: string): string {
  const harmless = !/^[=+\-@\t\r]/.test(text) || /^[+-]?\d+(\.\d+)?$/.test(text)
  return harmless ? text : `'${text}`
}
