import { beginsWithin, endsSentence } from './draft.ts'
import type { Draft, DraftLine } from './draft.ts'
import type { Line } from './lines.ts'
import { markerOf, opensNote } from '../markers.ts'
import type { Column } from './reading-order.ts'
import { findTables, tableLines } from './tables.ts'
import type { TypeSetting } from './type-setting.ts'

/** Dot leaders, or a wide gap, before a page number at the line's end. */
const leader = /(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})?\s*$|…\s*\d{1,4}\s*$/i
const pageAtEnd = /\S\s+(?:\d{1,4}|[ivxlc]{1,7})$/

/**
 * Groups the lines of a column into paragraphs, list items, tables, lines of contents; what is a heading or a footnote
 * is decided later, when the whole document is known.
 *
 * @param place.column its place in the page's run of columns
 */
export function groupLines(
  column: Column,
  place: { readonly type: TypeSetting; readonly page: number; readonly column: number },
): Draft[] {
  const { lines } = column
  const contents = contentsLines(lines)
  const tables = findTables(lines).filter(
    (range) => !lines.slice(range.start, range.end).some((line) => contents.has(line)),
  )
  const drafts: Draft[] = []
  let block: Line[] = []
  const close = (): void => {
    if (block.length > 0) drafts.push(draftOf(block, column, { ...place, kind: 'flow' }))
    block = []
  }
  let at = 0
  while (at < lines.length) {
    const line = lines[at]
    if (line === undefined) break
    const table = tables.find((range) => range.start === at)
    if (table !== undefined) {
      close()
      drafts.push(draftOf(lines.slice(table.start, table.end), column, { ...place, kind: 'table' }))
      at = table.end
      continue
    }
    if (contents.has(line)) {
      close()
      const entry = [line]
      for (
        let next = lines[at + 1];
        !pageAtEnd.test(entry.at(-1)?.text ?? '') && next !== undefined && contents.has(next);
      ) {
        entry.push(next)
        at++
        next = lines[at + 1]
      }
      drafts.push(draftOf(entry, column, { ...place, kind: 'contents' }))
    } else {
      if (block.length > 0 && startsBlock(line, { block, column, type: place.type })) close()
      block.push(line)
    }
    at++
  }
  close()
  return drafts
}

function draftOf(
  lines: readonly Line[],
  column: Column,
  place: { readonly page: number; readonly column: number; readonly kind: 'flow' | 'table' | 'contents' },
): Draft {
  const first = lines[0]
  const last = lines.at(-1)
  const longest = lines.reduce((a, b) => (b.glyphs.length > a.glyphs.length ? b : a))
  const drafted: DraftLine[] =
    place.kind === 'table'
      ? tableLines(lines)
      : lines.map((line) => ({ glyphs: line.glyphs, page: line.page, before: 'flow' }))
  return {
    kind: place.kind === 'flow' ? 'paragraph' : place.kind,
    level: null,
    lines: drafted,
    size: longest.size,
    bold: lines.every((line) => line.bold),
    text: lines.map((line) => line.text).join(' '),
    left: first?.left ?? 0,
    full: last !== undefined && isFull(last, column),
    page: place.page,
    column: place.column,
  }
}

/** Lines of a list of contents: leaders, or at least three lines in a row that end with a page number set apart. */
function contentsLines(lines: readonly Line[]): Set<Line> {
  const found = new Set<Line>(lines.filter((line) => leader.test(line.text) && /\p{L}/u.test(line.text)))
  let run: Line[] = []
  const close = (): void => {
    if (run.length >= 3 && isRising(run)) for (const line of run) found.add(line)
    run = []
  }
  for (const line of lines) {
    const lastCell = line.cells.at(-1)
    const apart = line.cells.length === 2 && lastCell !== undefined && lastCell.glyphs.length <= 4
    if (apart && pageAtEnd.test(line.text) && /\p{L}/u.test(line.text)) run.push(line)
    else close()
  }
  close()
  fillEntries(lines, found)
  return found
}

/** Between two entries, a line or two are an entry that needs more than one line. */
function fillEntries(lines: readonly Line[], found: Set<Line>): void {
  let last = -Infinity
  for (const [at, line] of lines.entries()) {
    if (!found.has(line)) continue
    const between = lines.slice(Math.max(0, last + 1), at)
    const close = between.every((other) => Math.abs(other.size - line.size) < 0.2 * line.size && !other.bold)
    if (last >= 0 && between.length <= 3 && close) for (const other of between) found.add(other)
    last = at
  }
}

function isRising(lines: readonly Line[]): boolean {
  const pages = lines.map((line) => Number.parseInt(/\S+$/.exec(line.text)?.[0] ?? '', 10))
  return pages.every((page, at) => Number.isNaN(page) || at === 0 || !(page < (pages[at - 1] ?? 0)))
}

function startsBlock(
  line: Line,
  around: { readonly block: readonly Line[]; readonly column: Column; readonly type: TypeSetting },
): boolean {
  const { block, column, type } = around
  const first = block[0]
  const last = block.at(-1)
  if (first === undefined || last === undefined) return false
  const size = Math.max(line.size, last.size)
  const goesOn = beginsWithin(line.text) && !endsSentence(last.text)
  if (Math.abs(line.size - last.size) > 0.08 * size) return true
  const gap = line.baseline - last.baseline
  const before = block.at(-2)
  const leading = before === undefined ? type.leading * size : last.baseline - before.baseline
  if (gap > (goesOn ? 1.75 : 1.18) * Math.max(leading, 0.95 * size) + 60) return true
  if (line.bold !== last.bold && !goesOn && !(last.bold && isFull(last, column))) return true
  const marker = markerOf(line.text)
  if (marker === 'bullet') return true
  const body = block[1] ?? first
  const hangs = line.left < body.left - 0.5 * size
  const anew = endsSentence(last.text) || hangs || /(?:^|\s)(?:and|or)\s*$/.test(last.text)
  if (marker !== null && anew && markerOf(first.text) !== null) return true
  if (marker !== null && endsSentence(last.text)) return true
  if (line.size < 0.93 * type.size && opensNote(line.text) && isRaised(line)) return true
  if (goesOn) return false
  if (hangs && block.length > 1 && endsSentence(last.text)) return true
  // The second line of a numbered paragraph hangs to the right of its number.
  if (block.length === 1 && markerOf(first.text) !== null && line.left > first.left) return false
  return breaksEarly(line, { last, column, size })
}

/** The line before could have held this line's first word: its paragraph ended there. */
function breaksEarly(
  line: Line,
  around: { readonly last: Line; readonly column: Column; readonly size: number },
): boolean {
  const { last, column, size } = around
  const word = (/^\S+/.exec(line.text)?.[0].length ?? 0) * 0.5 * size
  const slack = column.right - last.right - word
  if (endsSentence(last.text)) return slack > 2 * size || line.left > last.left + 0.8 * size
  return slack > 0.3 * (column.right - column.left) && !beginsWithin(line.text)
}

/** The line runs to the right edge of its column, or nearly. */
function isFull(line: Line, column: Column): boolean {
  return line.right > column.right - 0.12 * (column.right - column.left)
}

function isRaised(line: Line): boolean {
  const first = line.glyphs[0]
  return first !== undefined && (first.size < 0.85 * line.size || first.baseline < line.baseline - 0.15 * line.size)
}
