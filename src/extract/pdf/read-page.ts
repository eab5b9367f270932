import { unitsPerPoint } from './pdf-page.ts'
import type { Glyph, GlyphStyle, PdfPage } from './pdf-page.ts'
import { brokenWordMark, isUnreadable, normalCharacter } from './normal-characters.ts'
import type { Pdfium } from './pdfium.ts'
import { readUtf16 } from './read-utf16.ts'

/** Characters on one page beyond which it is no page that anybody reads. */
const maxCharacters = 500_000

const boldName = /bold|black|heavy|semibold|demi/i
const italicName = /italic|oblique/i
/** PDF 32000-1:2008, table 123: font descriptor flags. */
const italicFlag = 1 << 6
const forceBoldFlag = 1 << 18

/** A page's box in the file's own coordinates: points, y upwards. */
interface Sheet {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

/** What is read of the characters of a page, before it is known which way most of them run. */
interface RawCharacters {
  readonly letters: string[]
  readonly indexes: number[]
  readonly sizes: number[]
  readonly styles: GlyphStyle[]
  /** Quarter turns anticlockwise in the file's coordinates, -1 where it stands askew. */
  readonly turns: number[]
  readonly afterBreak: boolean[]
  /** Left, top, right, bottom, x and y of the origin of each, in the file's coordinates. */
  readonly places: Float64Array
  readable: number
  unreadable: number
}

const placeLength = 6

const plainStyle: GlyphStyle = { bold: false, italic: false, font: '' }

/** A page's characters, or null where PDFium cannot open the page. */
export function readPage(pdfium: Pdfium, where: { readonly document: number; readonly index: number }): PdfPage | null {
  const page = pdfium.FPDF_LoadPage(where.document, where.index)
  if (page === 0) return null
  const text = pdfium.FPDFText_LoadPage(page)
  try {
    const sheet = pageSheet(pdfium, page)
    const rotation = Math.max(0, pdfium.FPDFPage_GetRotation(page))
    const raw = text === 0 ? emptyPage() : readCharacters(pdfium, text)
    const main = mainTurn(raw.turns, rotation)
    const sideways = rotation % 2 === 1
    const glyphs: Glyph[] = []
    const crosswise: Glyph[] = []
    for (let at = 0; at < raw.letters.length; at++) {
      const along = raw.turns[at] === main
      ;(along ? glyphs : crosswise).push(makeGlyph(raw, { at, sheet, quarters: main }))
    }
    return {
      number: where.index + 1,
      label: pageLabel(pdfium, where),
      width: sideways ? sheet.height : sheet.width,
      height: sideways ? sheet.width : sheet.height,
      turn: (main - rotation + 4) % 4,
      glyphs,
      crosswise,
      readable: raw.readable,
      unreadable: raw.unreadable,
      drawn: pdfium.FPDFPage_CountObjects(page) > 0,
    }
  } finally {
    if (text !== 0) pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
  }
}

function pageSheet(pdfium: Pdfium, page: number): Sheet {
  const rect = pdfium.malloc(16)
  const found = pdfium.FPDF_GetPageBoundingBox(page, rect) !== 0
  const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(pdfium.memory.buffer, rect, 4)
  pdfium.free(rect)
  if (found && right > left && top > bottom) return { left, bottom, width: right - left, height: top - bottom }
  return { left: 0, bottom: 0, width: pdfium.FPDF_GetPageWidthF(page), height: pdfium.FPDF_GetPageHeightF(page) }
}

function pageLabel(pdfium: Pdfium, where: { readonly document: number; readonly index: number }): string | null {
  const length = pdfium.FPDF_GetPageLabel(where.document, where.index, 0, 0)
  if (length <= 2 || length > 200) return null
  return readUtf16(pdfium, length, (buffer) => {
    pdfium.FPDF_GetPageLabel(where.document, where.index, buffer, length)
  })
}

function emptyPage(length = 0): RawCharacters {
  return {
    letters: [],
    indexes: [],
    sizes: [],
    styles: [],
    turns: [],
    afterBreak: [],
    places: new Float64Array(length * placeLength),
    readable: 0,
    unreadable: 0,
  }
}

/** The longest text that one code is spelt out to (the ligature ffi). */
const longestExpansion = 3

function readCharacters(pdfium: Pdfium, text: number): RawCharacters {
  const count = Math.min(pdfium.FPDFText_CountChars(text), maxCharacters)
  const raw = emptyPage(count * longestExpansion)
  const scratch = pdfium.malloc(scratchBytes)
  const fonts = new Map<number, GlyphStyle>()
  let view = new DataView(pdfium.memory.buffer)
  let object = -1
  let style = plainStyle
  let size = 0
  let turn = 0
  let afterBreak = false
  for (let index = 0; index < count; index++) {
    const code = pdfium.FPDFText_GetUnicode(text, index) >>> 0
    const generated = pdfium.FPDFText_IsGenerated(text, index) === 1
    if (generated && (code === 10 || code === 13)) {
      afterBreak = true
      continue
    }
    const letters = generated ? ' ' : normalCharacter(code)
    if (letters === '') {
      if (isUnreadable(code)) raw.unreadable++
      continue
    }
    if (letters !== ' ') {
      raw.readable++
      const owner = pdfium.FPDFText_GetTextObject(text, index)
      if (owner !== object) {
        object = owner
        const font = owner === 0 ? 0 : pdfium.FPDFTextObj_GetFont(owner)
        style = fonts.get(font) ?? readStyle(pdfium, { text, index })
        fonts.set(font, style)
        ;({ size, turn } = readSetting(pdfium, { text, index, scratch }))
      }
      pdfium.FPDFText_GetLooseCharBox(text, index, scratch)
      pdfium.FPDFText_GetCharOrigin(text, index, scratch + originAt, scratch + originAt + 8)
      // The memory's buffer is another one whenever it has grown.
      if (view.buffer !== pdfium.memory.buffer) view = new DataView(pdfium.memory.buffer)
    }
    for (const letter of letters) {
      if (letters !== ' ') copyPlace(view, { scratch, into: raw.places, at: raw.letters.length * placeLength })
      raw.letters.push(letter)
      raw.indexes.push(index)
      raw.sizes.push(size)
      raw.styles.push(style)
      raw.turns.push(turn)
      raw.afterBreak.push(afterBreak)
    }
    // No line break is read after a hyphen that PDFium takes for a word's break.
    if (letters !== ' ') afterBreak = code === brokenWordMark
  }
  pdfium.free(scratch)
  return raw
}

/** A rectangle of four floats, then a point of two doubles; or a matrix of six floats. */
const scratchBytes = 32
const originAt = 16

function copyPlace(
  view: DataView,
  options: { readonly scratch: number; readonly into: Float64Array; readonly at: number },
): void {
  const { scratch, into, at } = options
  into[at] = view.getFloat32(scratch, true)
  into[at + 1] = view.getFloat32(scratch + 4, true)
  into[at + 2] = view.getFloat32(scratch + 8, true)
  into[at + 3] = view.getFloat32(scratch + 12, true)
  into[at + 4] = view.getFloat64(scratch + originAt, true)
  into[at + 5] = view.getFloat64(scratch + originAt + 8, true)
}

function readStyle(pdfium: Pdfium, at: { readonly text: number; readonly index: number }): GlyphStyle {
  const flagsAt = pdfium.malloc(4)
  const length = pdfium.FPDFText_GetFontInfo(at.text, at.index, 0, 0, flagsAt)
  const buffer = pdfium.malloc(Math.max(1, length))
  pdfium.FPDFText_GetFontInfo(at.text, at.index, buffer, length, flagsAt)
  const flags = new DataView(pdfium.memory.buffer).getInt32(flagsAt, true)
  const font = new TextDecoder().decode(new Uint8Array(pdfium.memory.buffer, buffer, Math.max(0, length - 1)))
  pdfium.free(buffer)
  pdfium.free(flagsAt)
  const weight = pdfium.FPDFText_GetFontWeight(at.text, at.index)
  return {
    bold: boldName.test(font) || (weight >= 600 && weight <= 1000) || (flags & forceBoldFlag) !== 0,
    italic: italicName.test(font) || (flags & italicFlag) !== 0,
    font,
  }
}

function readSetting(
  pdfium: Pdfium,
  at: { readonly text: number; readonly index: number; readonly scratch: number },
): { size: number; turn: number } {
  const nominal = pdfium.FPDFText_GetFontSize(at.text, at.index)
  if (pdfium.FPDFText_GetMatrix(at.text, at.index, at.scratch) === 0)
    return { size: toUnits(Math.abs(nominal)), turn: 0 }
  const [a = 1, b = 0, c = 0, d = 1] = new Float32Array(pdfium.memory.buffer, at.scratch, 4)
  const angle = Math.atan2(b, a) / (Math.PI / 2)
  const quarter = Math.round(angle)
  const askew = Math.abs(angle - quarter) > 0.1
  return { size: toUnits(Math.abs(nominal) * Math.hypot(c, d)), turn: askew ? -1 : (quarter + 4) % 4 }
}

/** The turn of most characters; the page's own rotation where there are none. */
function mainTurn(turns: readonly number[], rotation: number): number {
  const counts = [0, 0, 0, 0]
  for (const turn of turns) if (turn >= 0) counts[turn] = (counts[turn] ?? 0) + 1
  const most = Math.max(...counts)
  return most === 0 || counts[rotation] === most ? rotation : counts.indexOf(most)
}

/** A character in a frame turned so that text of the main turn runs to the right. */
function makeGlyph(
  raw: RawCharacters,
  options: { readonly at: number; readonly sheet: Sheet; readonly quarters: number },
): Glyph {
  const { at, sheet, quarters } = options
  const { places } = raw
  const from = at * placeLength
  const right = (places[from + 2] ?? 0) - sheet.left
  const left = (places[from] ?? 0) - sheet.left
  const top = (places[from + 1] ?? 0) - sheet.bottom
  const bottom = (places[from + 3] ?? 0) - sheet.bottom
  const x = (places[from + 4] ?? 0) - sheet.left
  const y = (places[from + 5] ?? 0) - sheet.bottom
  const { width, height } = sheet
  const [start, end, baseline] =
    quarters === 1
      ? [bottom, top, x]
      : quarters === 2
        ? [width - right, width - left, y]
        : quarters === 3
          ? [height - top, height - bottom, width - x]
          : [left, right, height - y]
  const text = raw.letters[at] ?? ''
  return {
    index: raw.indexes[at] ?? -1,
    text,
    left: toUnits(start ?? 0),
    right: toUnits(end ?? 0),
    baseline: toUnits(baseline ?? 0),
    size: raw.sizes[at] ?? 0,
    style: raw.styles[at] ?? plainStyle,
    space: text === ' ',
    afterBreak: raw.afterBreak[at] === true,
  }
}

/** Hostile files place letters anywhere; beyond this they are nowhere near a page. */
const farthest = 10_000_000

function toUnits(points: number): number {
  const units = Math.round(points * unitsPerPoint)
  return Math.abs(units) < farthest ? units | 0 : 0
}
