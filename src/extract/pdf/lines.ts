import { makeSegment, missingSpace, segmentText } from './segments.ts'
import type { Segment } from './segments.ts'
import type { Glyph } from './pdf-page.ts'

/** A printed line of one column, from left to right. */
export interface Line {
  /** More than one where gaps as wide as between cells lie between them. */
  readonly cells: readonly Segment[]
  readonly glyphs: readonly Glyph[]
  readonly text: string
  readonly page: number
  readonly left: number
  readonly right: number
  readonly baseline: number
  readonly size: number
  readonly bold: boolean
}

/** A bullet or a number that stands before a list item or paragraph. */
const markerText =
  /^(?:[•●○◦▪■□◼◆❖➢➤►▶✓✔‣⁃·∙*–—-]|o|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,3}(?:\.\d{1,3}){1,3}\.?|\d{1,3})$/

/** Makes lines of segments: those that share a baseline, from the left, the lines from the top. */
export function makeLines(segments: readonly Segment[]): Line[] {
  const rows: Segment[][] = []
  for (const segment of segments.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = findRow(rows, segment)
    if (row === undefined) rows.push([segment])
    else row.push(segment)
  }
  return rows
    .map((row) => makeLine(row.toSorted((a, b) => a.left - b.left)))
    .toSorted((a, b) => a.baseline - b.baseline)
}

/** The line that segments in reading order make. */
function makeLine(row: readonly Segment[]): Line {
  const cells: Segment[] = []
  let before: Segment | undefined
  for (const segment of row) {
    const last = cells.at(-1)
    const near = last !== undefined && before !== undefined && belongsTo(last, segment)
    const merged = near ? makeSegment(bridge(last, segment), segment.page) : null
    if (merged !== null) cells[cells.length - 1] = merged
    else cells.push(segment)
    before = segment
  }
  const glyphs: Glyph[] = []
  for (const cell of cells) {
    const last = glyphs.at(-1)
    if (last !== undefined) glyphs.push(missingSpace(last))
    for (const glyph of cell.glyphs) glyphs.push(glyph)
  }
  let letters = 0
  let bold = 0
  let text = ''
  for (const glyph of glyphs) {
    text += glyph.text
    if (glyph.space) continue
    letters++
    if (glyph.style.bold) bold++
  }
  const biggest = cells.reduce((a, b) => (b.glyphs.length > a.glyphs.length ? b : a))
  return {
    cells,
    glyphs,
    text,
    page: biggest.page,
    left: Math.min(...cells.map((cell) => cell.left)),
    right: Math.max(...cells.map((cell) => cell.right)),
    baseline: biggest.baseline,
    size: biggest.size,
    bold: bold > 0.8 * letters,
  }
}

function findRow(rows: readonly Segment[][], segment: Segment): Segment[] | undefined {
  for (let at = rows.length - 1; at >= Math.max(0, rows.length - 4); at--) {
    const row = rows[at]
    const fits = row?.every((other) => {
      const size = Math.max(other.size, segment.size)
      const apart = other.right <= segment.left + 0.3 * size || segment.right <= other.left + 0.3 * size
      return apart && Math.abs(other.baseline - segment.baseline) < 0.42 * size
    })
    if (fits === true) return row
  }
  return undefined
}

/** Whether the gap between two neighbours is but a space, or follows a marker. */
function belongsTo(last: Segment, segment: Segment): boolean {
  const gap = segment.left - last.right
  const size = Math.max(last.size, segment.size)
  return gap < size || (gap < 6 * size && markerText.test(segmentText(last).trim()))
}

function bridge(last: Segment, segment: Segment): Glyph[] {
  const end = last.glyphs.at(-1)
  const gap = segment.left - last.right
  if (end === undefined || gap < 0.2 * last.size) return [...last.glyphs, ...segment.glyphs]
  return [...last.glyphs, missingSpace(end), ...segment.glyphs]
}
