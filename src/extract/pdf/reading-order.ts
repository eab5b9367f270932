import { makeLines } from './lines.ts'
import type { Line } from './lines.ts'
import type { Segment } from './segments.ts'
import { segmentText } from './segments.ts'
import { findTables } from './tables.ts'

/** Lines that are read one after the other from the top: a column, or what stands across the columns. */
export interface Column {
  readonly lines: readonly Line[]
  readonly left: number
  readonly right: number
}

/** A side of a gutter has at least so many segments; fewer are a table's cells or a picture's labels. */
const fewestInColumn = 4

/**
 * The columns of a page in reading order. A gutter is looked for at every place across the page; it divides only those
 * stretches of the page in which nothing crosses it and both sides read as running text, so that headings across both
 * columns, mixed pages and tables keep their order.
 */
export function orderColumns(lines: readonly Line[]): Column[] {
  const segments = lines.flatMap((line) => line.cells)
  const split = bestSplit(segments)
  if (split === null) return lines.length === 0 ? [] : [makeColumn(lines)]
  return split.flatMap((band) => {
    if (band.kind === 'across') return [makeColumn(makeLines(band.segments))]
    return [...orderColumns(makeLines(band.left)), ...orderColumns(makeLines(band.right))]
  })
}

function makeColumn(lines: readonly Line[]): Column {
  return {
    lines,
    left: Math.min(...lines.map((line) => line.left)),
    right: Math.max(...lines.map((line) => line.right)),
  }
}

type Band =
  | { readonly kind: 'across'; readonly segments: Segment[] }
  | { readonly kind: 'columns'; readonly left: Segment[]; readonly right: Segment[] }

function bestSplit(segments: readonly Segment[]): Band[] | null {
  if (segments.length < 2 * fewestInColumn) return null
  const sorted = segments.toSorted((a, b) => a.baseline - b.baseline)
  const left = Math.min(...sorted.map((segment) => segment.left))
  const right = Math.max(...sorted.map((segment) => segment.right))
  const width = right - left
  let best: Band[] | null = null
  let bestCount = 0
  let before = ''
  for (let x = left + 0.15 * width; x < left + 0.85 * width; x += 400) {
    const { left: onLeft, right: onRight } = countSides(sorted, x)
    if (onLeft < fewestInColumn || onRight < fewestInColumn) continue
    // The same number on each side is the same division: both only ever change in one direction.
    const division = `${onLeft} ${onRight}`
    if (division === before) continue
    before = division
    const bands = splitAt(sorted, x)
    let count = 0
    for (const band of bands) if (band.kind === 'columns') count += band.left.length + band.right.length
    if (count > bestCount) [best, bestCount] = [bands, count]
  }
  return best
}

function countSides(segments: readonly Segment[], x: number): { readonly left: number; readonly right: number } {
  let left = 0
  let right = 0
  for (const segment of segments) {
    if (segment.right <= x) left++
    else if (segment.left >= x) right++
  }
  return { left, right }
}

function splitAt(sorted: readonly Segment[], x: number): Band[] {
  const bands: Band[] = []
  let left: Segment[] = []
  let right: Segment[] = []
  const across = (more: readonly Segment[]): void => {
    const last = bands.at(-1)
    if (last?.kind === 'across') last.segments.push(...more)
    else if (more.length > 0) bands.push({ kind: 'across', segments: [...more] })
  }
  const close = (): void => {
    if (isTwoColumns(left, right)) bands.push({ kind: 'columns', left, right })
    else across([...left, ...right])
    left = []
    right = []
  }
  for (const segment of sorted) {
    if (segment.right <= x) left.push(segment)
    else if (segment.left >= x) right.push(segment)
    else {
      close()
      across([segment])
    }
  }
  close()
  return bands
}

function isTwoColumns(left: readonly Segment[], right: readonly Segment[]): boolean {
  if (left.length < fewestInColumn || right.length < fewestInColumn) return false
  const gutterLeft = Math.max(...left.map((segment) => segment.right))
  const gutterRight = Math.min(...right.map((segment) => segment.left))
  const size = left[0]?.size ?? 0
  if (gutterRight - gutterLeft < 0.7 * size) return false
  const leftTop = left[0]?.baseline ?? 0
  const rightTop = right[0]?.baseline ?? 0
  const leftEnd = left.at(-1)?.baseline ?? 0
  const rightEnd = right.at(-1)?.baseline ?? 0
  const shared = Math.min(leftEnd, rightEnd) - Math.max(leftTop, rightTop)
  if (shared < 0.3 * Math.min(leftEnd - leftTop, rightEnd - rightTop)) return false
  return holdsProse(left) && holdsProse(right)
}

/** A column is running text but for the tables in it, which leave it enough lines to tell. */
function holdsProse(segments: readonly Segment[]): boolean {
  if (isProse(segments)) return true
  const lines = makeLines(segments)
  const inTables = new Set(findTables(lines).flatMap((range) => lines.slice(range.start, range.end)))
  const rest = lines.filter((line) => !inTables.has(line)).flatMap((line) => line.cells)
  if (inTables.size === 0 || rest.length < 2 * fewestInColumn) return false
  if (inTables.size > 0.7 * lines.length) return false
  return isProse(rest)
}

/** Running text fills its column, and most of its lines begin in the middle of a sentence. */
function isProse(segments: readonly Segment[]): boolean {
  const left = Math.min(...segments.map((segment) => segment.left))
  const right = Math.max(...segments.map((segment) => segment.right))
  const widths = segments.map((segment) => segment.right - segment.left).toSorted((a, b) => a - b)
  const median = widths[widths.length >> 1] ?? 0
  if (median < 0.5 * (right - left)) return false
  let lower = 0
  let letters = 0
  for (const segment of segments) {
    const text = segmentText(segment)
    letters += text.length
    if (/^\p{Ll}/u.test(text)) lower++
  }
  return lower >= 0.25 * segments.length && letters >= 18 * segments.length
}
