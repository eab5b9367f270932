import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'

import { toCsv } from '../analysis/csv.ts'
import { UserError } from '../model/user-error.ts'
import type { Cell, Result } from '../workspace/database.ts'
import { asMachineError } from '../workspace/machine-error.ts'
import { drawTable } from './draw-table.ts'

/** How rows are written. */
export const formats = ['table', 'csv', 'json', 'ndjson', 'xlsx'] as const

/** One of {@link formats}. */
export type RowFormat = (typeof formats)[number]

/** Where rows go and in which form. */
export interface PrintOptions {
  /** Default: what the file's name asks for; else a table in a terminal, otherwise CSV. */
  readonly format?: RowFormat | undefined
  /** File to write to; default: standard output. */
  readonly out?: string | undefined
  /** Columns that a table shows; default: all. Machines get all columns always. */
  readonly tableColumns?: readonly string[] | undefined
}

/** Writes the rows of a result: the one way in which every command gives data. */
export async function printRows(result: Result, options: PrintOptions): Promise<void> {
  const format = options.format ?? formatFor(options.out)
  if (format === 'xlsx' && options.out === undefined && process.stdout.isTTY) {
    throw new UserError('An Excel file cannot be shown here', { hint: 'Name a file, such as: --out rows.xlsx' })
  }
  const content = await render(result, format, options)
  if (options.out === undefined) {
    await new Promise<void>((resolve) => process.stdout.write(content, () => resolve()))
    return
  }
  const { out } = options
  await asMachineError(`Cannot write ${out}`, () => writeFileSync(out, content))
  process.stderr.write(`${result.rows.length} rows written to ${out}\n`)
}

/** The form that a file's name asks for; otherwise a table in a terminal, and CSV for machines. */
function formatFor(out: string | undefined): RowFormat {
  if (out === undefined) return process.stdout.isTTY ? 'table' : 'csv'
  const extension = extname(out).slice(1).toLowerCase()
  return formats.find((format) => format === extension) ?? 'csv'
}

async function render(result: Result, format: RowFormat, options: PrintOptions): Promise<string | Buffer> {
  const { columns, rows } = result
  switch (format) {
    case 'table':
      return drawTable(result, { columns: options.tableColumns ?? columns, width: process.stdout.columns ?? 100 })
    case 'csv':
      return toCsv(columns, rows)
    case 'json':
      return `${JSON.stringify(rows, null, 2)}\n`
    case 'ndjson':
      return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    case 'xlsx':
      return toXlsx(result)
  }
}

/** Text goes in as text, never as a formula. */
async function toXlsx({ columns, rows }: Result): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const header = columns.map((value) => ({ value, fontWeight: 'bold' as const }))
  const body = rows.map((row) => columns.map((name) => xlsxCell(row[name] ?? null)))
  return writeXlsxFile([header, ...body], { stickyRowsCount: 1 }).toBuffer()
}

/** Excel holds at most 32,767 characters in a cell. */
const maxCell = 32_767

function xlsxCell(value: Cell): { value: string | number | boolean } | null {
  if (value === null) return null
  if (typeof value === 'number' || typeof value === 'boolean') return { value }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return { value: text.slice(0, maxCell) }
}
