import type { DraftLine } from './draft.ts'
import type { Line } from './lines.ts'
import type { Segment } from './segments.ts'

/** Lines of one table, as an index range of a column's lines, end exclusive. */
export interface TableRange {
  readonly start: number
  readonly end: number
}

/** Left edges that lie no farther apart than so many units are one column's. */
const aligned = 500
/** Rows part by at most so many ems. */
const widestGap = 5
/** Lines that one cell can have while its neighbours have none. */
const longestCell = 8

/**
 * The tables of a column: lines in which cells stand apart, at edges that recur from line to line. Lines of a single
 * cell belong to it as long as they keep within one of its columns.
 */
export function findTables(lines: readonly Line[]): TableRange[] {
  const ranges: TableRange[] = []
  let at = 0
  while (at < lines.length) {
    const end = (lines[at]?.cells.length ?? 0) > 1 ? tableEnd(lines, at) : at
    if (end > at) ranges.push({ start: at, end })
    at = Math.max(end, at + 1)
  }
  return ranges
}

function tableEnd(lines: readonly Line[], start: number): number {
  const edges: number[] = []
  let rows = 0
  let shared = 0
  let single = 0
  let lastEdge: number | undefined
  let end = start
  for (let at = start; at < lines.length; at++) {
    const line = lines[at]
    const before = lines[at - 1]
    if (line === undefined) break
    if (at > start && before !== undefined && line.baseline - before.baseline > widestGap * line.size) break
    if (line.cells.length > 1) {
      const known = line.cells.filter((cell) => edges.some((edge) => Math.abs(edge - cell.left) < aligned)).length
      if (at > start && known === 0) break
      if (known > 1) shared++
      for (const cell of line.cells) {
        if (!edges.some((edge) => Math.abs(edge - cell.left) < aligned)) edges.push(cell.left)
      }
      rows++
      single = 0
      end = at + 1
    } else {
      const edge = edges.find((left) => Math.abs(left - line.left) < aligned)
      if (edge === undefined || line.right >= nextEdge(edges, edge) - 100) break
      // Lines that change from column to column are a table's; a long run in one may be the text after it.
      single = edge === lastEdge ? single + 1 : 0
      lastEdge = edge
      if (single > longestCell) break
    }
  }
  return rows >= 2 && shared >= 1 ? extend(lines, end, edges) : start
}

/** Takes in the wrapped lines of the last row's cells. */
function extend(lines: readonly Line[], from: number, edges: readonly number[]): number {
  let end = from
  for (;;) {
    const line = lines[end]
    const before = lines[end - 1]
    if (line === undefined || before === undefined) return end
    const close = line.baseline - before.baseline < 1.5 * line.size
    const edge = edges.find((left) => Math.abs(left - line.left) < aligned)
    if (!close || edge === undefined || line.right >= nextEdge(edges, edge) - 100 || !/^\p{Ll}/u.test(line.text))
      return end
    end++
  }
}

function nextEdge(edges: readonly number[], edge: number): number {
  let next = Infinity
  for (const other of edges) if (other > edge + aligned && other < next) next = other
  return next === Infinity ? edge + 4 * Math.max(1, ...edges) : next
}

/** The table's lines cell by cell: cells parted by ` | `, rows by a line break. */
export function tableLines(lines: readonly Line[]): DraftLine[] {
  const cells = lines.flatMap((line) => line.cells)
  const columns = columnEdges(cells)
  const drafted: DraftLine[] = []
  for (const row of cutRows(lines, columns)) {
    const sorted = columns.map((_, at) => cells.filter((cell) => row.has(cell) && columnOf(cell, columns) === at))
    let first = true
    for (const column of sorted) {
      for (const [at, cell] of column.entries()) {
        const between = first ? '\n' : at === 0 ? ' | ' : 'flow'
        drafted.push({ glyphs: cell.glyphs, page: cell.page, before: between })
        first = false
      }
    }
  }
  return drafted
}

function columnEdges(cells: readonly Segment[]): number[] {
  const edges: number[] = []
  for (const cell of cells.toSorted((a, b) => a.left - b.left)) {
    const last = edges.at(-1)
    if (last === undefined || cell.left - last > 2 * aligned) edges.push(cell.left)
  }
  return edges
}

function columnOf(cell: Segment, edges: readonly number[]): number {
  let column = 0
  for (const [at, edge] of edges.entries()) if (cell.left >= edge - aligned) column = at
  return column
}

function cutRows(lines: readonly Line[], edges: readonly number[]): Set<Segment>[] {
  const rows: Set<Segment>[] = []
  let before: Line | undefined
  for (const line of lines) {
    const gap = before === undefined ? Infinity : line.baseline - before.baseline
    const opens = line.cells.some((cell) => columnOf(cell, edges) === 0) && line.cells.length > 1
    const goesOn = /^\p{Ll}/u.test(line.text)
    const row = rows.at(-1)
    if (row === undefined || gap > 1.6 * line.size || (opens && !goesOn)) rows.push(new Set(line.cells))
    else for (const cell of line.cells) row.add(cell)
    before = line
  }
  return rows
}
