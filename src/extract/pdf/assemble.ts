import type { Box, Join, Piece } from '../../model/extraction.ts'
import type { DraftLine } from './draft.ts'
import { keepsHyphen } from './hyphens.ts'
import type { Vocabulary } from './hyphens.ts'
import { unitsPerPoint } from './units.ts'
import type { Glyph } from './pdf-page.ts'

/** The text of a block with the way back to the page. */
export interface AssembledText {
  readonly text: string
  readonly pieces: readonly Piece[]
  readonly joins: readonly Join[]
}

/** Turns a box of a page's reading frame into one of the displayed page. */
export type ToDisplay = (page: number, box: Box) => Box

const letter = /\p{L}/u

/**
 * Puts the text of a block together from its lines.
 *
 * Every code point is either one of the page's characters, within a piece, or was inserted. A piece ends where the
 * page's numbering jumps; a ligature's letters are one piece each, all of the ligature's index.
 */
export function assembleText(
  lines: readonly DraftLine[],
  options: { readonly vocabulary: Vocabulary; readonly toDisplay: ToDisplay },
): AssembledText {
  const text: string[] = []
  const pieces: Piece[] = []
  const joins: Join[] = []
  for (const line of lines) {
    const glyphs = trim(line.glyphs)
    if (glyphs.length === 0) continue
    if (text.length > 0) {
      if (line.before !== 'flow') text.push(...line.before)
      else joinFlow({ text, pieces, joins }, { glyphs, page: line.page, vocabulary: options.vocabulary })
    }
    addPieces({ text, pieces }, { glyphs, page: line.page, toDisplay: options.toDisplay })
  }
  return { text: text.join(''), pieces, joins }
}

function joinFlow(
  into: { readonly text: string[]; readonly pieces: Piece[]; readonly joins: Join[] },
  next: { readonly glyphs: readonly Glyph[]; readonly page: number; readonly vocabulary: Vocabulary },
): void {
  const { text, pieces, joins } = into
  const end = text.at(-1) ?? ''
  const opening = next.glyphs[0]?.text ?? ''
  if ((end === '-' || end === '‐') && letter.test(text.at(-2) ?? '') && letter.test(opening)) {
    const left = wordBefore(text)
    const right = wordAfter(next.glyphs)
    const kept = keepsHyphen(left, right, next.vocabulary)
    const page = pieces.at(-1)?.page ?? next.page
    if (!kept) dropLast(text, pieces)
    joins.push({ page, left, right, joined: kept ? `${left}-${right}` : left + right })
    return
  }
  const bound = ((end === '-' || end === '‐' || end === '–') && text.at(-2) !== ' ') || end === '—' || end === '/'
  if (!bound || (end === '–' && !/\d/.test(opening))) text.push(' ')
}

function wordBefore(text: readonly string[]): string {
  let start = text.length - 1
  while (start > 0 && (letter.test(text[start - 1] ?? '') || text[start - 1] === '-')) start--
  return text.slice(start, -1).join('')
}

function wordAfter(glyphs: readonly Glyph[]): string {
  let end = 0
  while (end < glyphs.length && (letter.test(glyphs[end]?.text ?? '') || glyphs[end]?.text === '-')) end++
  return glyphs
    .slice(0, end)
    .map((glyph) => glyph.text)
    .join('')
    .replace(/-+$/, '')
}

function dropLast(text: string[], pieces: Piece[]): void {
  text.pop()
  const last = pieces.pop()
  if (last !== undefined && last.end - 1 > last.start) pieces.push({ ...last, end: last.end - 1 })
}

function addPieces(
  into: { readonly text: string[]; readonly pieces: Piece[] },
  line: { readonly glyphs: readonly Glyph[]; readonly page: number; readonly toDisplay: ToDisplay },
): void {
  const { text, pieces } = into
  const { page, toDisplay } = line
  let run: Glyph[] = []
  const close = (): void => {
    const first = run[0]
    if (first !== undefined) {
      const box = toDisplay(page, boxOf(run))
      pieces.push({ page, start: text.length - run.length, end: text.length, source: first.index, box })
    }
    run = []
  }
  for (const glyph of line.glyphs) {
    const last = run.at(-1)
    if (last !== undefined && glyph.index !== last.index + 1) close()
    if (glyph.index < 0) close()
    text.push(glyph.text)
    if (glyph.index >= 0) run.push(glyph)
  }
  close()
}

/** A font's letters reach about so far above and below the line, in ems; boxes in files are less to be trusted. */
const ascent = 0.8
const descent = 0.22

function boxOf(glyphs: readonly Glyph[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const glyph of glyphs) {
    if (glyph.space) continue
    left = Math.min(left, glyph.left)
    right = Math.max(right, glyph.right)
    top = Math.min(top, glyph.baseline - ascent * glyph.size)
    bottom = Math.max(bottom, glyph.baseline + descent * glyph.size)
  }
  if (left === Infinity) return [0, 0, 0, 0]
  return [left / unitsPerPoint, top / unitsPerPoint, right / unitsPerPoint, bottom / unitsPerPoint]
}

function trim(glyphs: readonly Glyph[]): readonly Glyph[] {
  let start = 0
  let end = glyphs.length
  while (start < end && glyphs[start]?.space === true) start++
  while (end > start && glyphs[end - 1]?.space === true) end--
  return glyphs.slice(start, end)
}
