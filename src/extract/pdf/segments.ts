import type { Glyph } from './pdf-page.ts'

/** Glyphs that stand side by side on one line, without a wide gap between them. */
export interface Segment {
  readonly glyphs: readonly Glyph[]
  readonly left: number
  readonly right: number
  readonly baseline: number
  /** Size of most of its letters. */
  readonly size: number
  readonly page: number
}

/** A gap wider than this many ems parts two segments: it may be a gutter or lie between two cells. */
const wideGap = 1

/** Cuts a page's glyphs, in file order, into segments. */
export function cutSegments(glyphs: readonly Glyph[], page: number): Segment[] {
  const segments: Segment[] = []
  let run: Glyph[] = []
  let last: Glyph | undefined
  let space: Glyph | undefined
  const close = (): void => {
    const segment = makeSegment(run, page)
    if (segment !== null) segments.push(segment)
    run = []
    last = undefined
    space = undefined
  }
  for (const glyph of glyphs) {
    if (glyph.space) {
      space ??= glyph
      continue
    }
    if (last !== undefined && parts(last, glyph)) close()
    if (last !== undefined) {
      const blank = space ?? (glyph.left - last.right > 0.3 * glyph.size ? missingSpace(last) : undefined)
      if (blank !== undefined) run.push(blank)
    }
    run.push(glyph)
    last = glyph
    space = undefined
  }
  close()
  return segments
}

/** A segment of glyphs in reading order, or null where there are none. */
export function makeSegment(glyphs: readonly Glyph[], page: number): Segment | null {
  let left = Infinity
  let right = -Infinity
  const sizes = new Map<number, number>()
  for (const glyph of glyphs) {
    if (glyph.space) continue
    if (glyph.left < left) left = glyph.left
    if (glyph.right > right) right = glyph.right
    sizes.set(glyph.size, (sizes.get(glyph.size) ?? 0) + 1)
  }
  if (left === Infinity) return null
  let size = 0
  let most = 0
  for (const [value, count] of sizes) if (count > most) [size, most] = [value, count]
  const baseline = glyphs.find((glyph) => !glyph.space && glyph.size === size)?.baseline ?? 0
  return { glyphs, left, right, baseline, size, page }
}

/** A space that is seen between two glyphs but stands in no file. */
export function missingSpace(after: Glyph): Glyph {
  return { ...after, index: -1, text: ' ', space: true, afterBreak: false }
}

/** A segment's text. */
export function segmentText(segment: Segment): string {
  let text = ''
  for (const glyph of segment.glyphs) text += glyph.text
  return text
}

function parts(last: Glyph, next: Glyph): boolean {
  const size = Math.max(last.size, next.size)
  const rise = Math.abs(next.baseline - last.baseline)
  if (rise > 0.6 * size) return true
  if (next.afterBreak && rise > 0.2 * size) return true
  const gap = next.left - last.right
  return gap > wideGap * size || next.left < last.left - 0.6 * size
}
