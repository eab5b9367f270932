import type { Cell, Result } from '../workspace/database.ts'

/** Which columns are drawn, and how wide the terminal is in characters. */
export interface TableOptions {
  readonly columns: readonly string[]
  readonly width: number
}

const gap = '  '
const least = 6

/** Columns that say nothing when they are cut. */
const whole: ReadonlySet<string> = new Set(['match', 'snapshot', 'question'])

/** Draws rows as a table that fits the terminal: numbers to the right, long text cut with an ellipsis. */
export function drawTable({ rows, columns: all }: Result, { columns, width }: TableOptions): string {
  if (rows.length === 0) return 'No rows.\n'
  const shown = columns.filter((name) => all.includes(name))
  const numeric = shown.map((name) => rows.every((row) => row[name] === null || typeof row[name] === 'number'))
  const decimals = shown.map((name) => (rows.some((row) => !Number.isInteger(row[name] ?? 0)) ? 3 : 0))
  const cells = rows.map((row) => shown.map((name, at) => display(row[name] ?? null, decimals[at])))
  const heads = shown.map((name, at) => wrapName(name, Math.max(...cells.map((row) => (row[at] ?? '').length))))
  const widths = fit(
    heads.map((lines, at) => Math.max(...[...lines, ...cells.map((row) => row[at] ?? '')].map((text) => text.length))),
    {
      room: width - gap.length * (shown.length - 1),
      fixed: shown.map((name, at) => (numeric[at] ?? false) || whole.has(name)),
    },
  )
  // In a concordance the words next to the match are those that people look at.
  const endsAtMatch = shown.map((name) => name === 'left')
  const line = (row: readonly string[]): string =>
    row
      .map((text, at) =>
        endsAtMatch[at] ? padToEnd(text, widths[at] ?? least) : pad(text, widths[at] ?? least, numeric[at] ?? false),
      )
      .join(gap)
      .trimEnd()
  const hidden = all.length - shown.length
  const note = hidden > 0 ? [`${hidden} more columns with --format csv, json or xlsx`] : []
  const height = Math.max(...heads.map((lines) => lines.length))
  const header = Array.from({ length: height }, (_, n) =>
    line(heads.map((lines) => lines[n - height + lines.length] ?? '')),
  )
  return [...header, line(widths.map((n) => '─'.repeat(n))), ...cells.map(line), ...note, ''].join('\n')
}

/** Breaks a column's name at its underscores, so that a name is not wider than what stands under it needs. */
function wrapName(name: string, width: number): string[] {
  const lines: string[] = []
  for (const word of name.split('_')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function display(value: Cell, decimals = 0): string {
  if (value === null) return ''
  if (typeof value === 'number') return value.toFixed(decimals)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(/\s+/g, ' ')
}

function pad(text: string, width: number, right: boolean): string {
  const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text
  return right ? cut.padStart(width) : cut.padEnd(width)
}

function padToEnd(text: string, width: number): string {
  return (text.length > width ? `…${text.slice(text.length - width + 1)}` : text).padStart(width)
}

/** Narrows the widest text columns, one character at a time, until the row fits. */
function fit(
  wanted: readonly number[],
  { room, fixed }: { readonly room: number; readonly fixed: readonly boolean[] },
): number[] {
  const widths = [...wanted]
  let excess = widths.reduce((sum, n) => sum + n, 0) - room
  while (excess > 0) {
    let widest = -1
    widths.forEach((n, at) => {
      if (!fixed[at] && n > least && (widest === -1 || n > (widths[widest] ?? 0))) widest = at
    })
    if (widest === -1) break
    widths[widest] = (widths[widest] ?? 0) - 1
    excess--
  }
  return widths
}
