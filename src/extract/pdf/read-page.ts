import type { Glyph, GlyphStyle, PdfPage } from './pdf-page.ts'
import { brokenWordMark, isUnreadable, normalCharacter } from './normal-characters.ts'
import type { Pdfium } from './pdfium.ts'
import { readUtf16 } from './read-pdf.ts'

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

interface RawGlyph {
  readonly index: number
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly x: number
  readonly y: number
  readonly size: number
  readonly style: GlyphStyle
  /** Quarter turns anticlockwise in the file's coordinates, -1 where it stands askew. */
  readonly turn: number
  readonly space: boolean
  readonly afterBreak: boolean
}

/** A page's characters, or null where PDFium cannot open the page. */
export function readPage(
  pdfium: Pdfium,
  where: { readonly document: number; readonly index: number },
): PdfPage | null {
  const page = pdfium.FPDF_LoadPage(where.document, where.index)
  if (page === 0) return null
  const text = pdfium.FPDFText_LoadPage(page)
  try {
    const sheet = pageSheet(pdfium, page)
    const rotation = Math.max(0, pdfium.FPDFPage_GetRotation(page))
    const { raw, unreadable } = text === 0 ? { raw: [], unreadable: 0 } : readCharacters(pdfium, text)
    const main = mainTurn(raw, rotation)
    const sideways = rotation % 2 === 1
    return {
      number: where.index + 1,
      label: pageLabel(pdfium, where),
      width: sideways ? sheet.height : sheet.width,
      height: sideways ? sheet.width : sheet.height,
      turn: (main - rotation + 4) % 4,
      glyphs: raw.filter((glyph) => glyph.turn === main).map((glyph) => inFrame(glyph, sheet, main)),
      crosswise: raw.filter((glyph) => glyph.turn !== main).map((glyph) => inFrame(glyph, sheet, main)),
      unreadable,
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

function readCharacters(pdfium: Pdfium, text: number): { raw: RawGlyph[]; unreadable: number } {
  const count = Math.min(pdfium.FPDFText_CountChars(text), maxCharacters)
  const raw: RawGlyph[] = []
  let unreadable = 0
  const scratch = pdfium.malloc(64)
  const fonts = new Map<number, GlyphStyle>()
  let object = -1
  let style: GlyphStyle = { bold: false, italic: false, font: '' }
  let size = 0
  let turn = 0
  let afterBreak = false
  for (let index = 0; index < count; index++) {
    const code = pdfium.FPDFText_GetUnicode(text, index) >>> 0
    if (pdfium.FPDFText_IsGenerated(text, index) === 1) {
      if (code === 10 || code === 13) afterBreak = true
      else raw.push({ index, text: ' ', left: 0, right: 0, top: 0, bottom: 0, x: 0, y: 0, size, style, turn, space: true, afterBreak: false })
      continue
    }
    const letters = normalCharacter(code)
    if (letters === '') {
      if (isUnreadable(code)) unreadable++
      continue
    }
    const owner = pdfium.FPDFText_GetTextObject(text, index)
    if (owner !== object) {
      object = owner
      const font = owner === 0 ? 0 : pdfium.FPDFTextObj_GetFont(owner)
      style = fonts.get(font) ?? readStyle(pdfium, { text, index })
      fonts.set(font, style)
      ;({ size, turn } = readSetting(pdfium, { text, index, scratch }))
    }
    pdfium.FPDFText_GetLooseCharBox(text, index, scratch)
    pdfium.FPDFText_GetCharOrigin(text, index, scratch + 16, scratch + 24)
    // The memory's buffer is replaced whenever it grows, so a view lives for one character.
    const heap = new DataView(pdfium.memory.buffer)
    const box = {
      left: heap.getFloat32(scratch, true),
      top: heap.getFloat32(scratch + 4, true),
      right: heap.getFloat32(scratch + 8, true),
      bottom: heap.getFloat32(scratch + 12, true),
      x: heap.getFloat64(scratch + 16, true),
      y: heap.getFloat64(scratch + 24, true),
    }
    const space = letters === ' '
    const hyphen = code === brokenWordMark
    for (const letter of letters) {
      raw.push({ index, text: letter, ...box, size, style, turn, space, afterBreak })
    }
    afterBreak = hyphen
  }
  pdfium.free(scratch)
  return { raw, unreadable }
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
  if (pdfium.FPDFText_GetMatrix(at.text, at.index, at.scratch) === 0) return { size: Math.abs(nominal), turn: 0 }
  const [a = 1, b = 0, c = 0, d = 1] = new Float32Array(pdfium.memory.buffer, at.scratch, 4)
  const angle = Math.atan2(b, a) / (Math.PI / 2)
  const quarter = Math.round(angle)
  const askew = Math.abs(angle - quarter) > 0.1
  return { size: Math.abs(nominal) * Math.hypot(c, d), turn: askew ? -1 : (quarter + 4) % 4 }
}

/** The turn of most glyphs; the page's own rotation where there are none. */
function mainTurn(raw: readonly RawGlyph[], rotation: number): number {
  const counts = [0, 0, 0, 0]
  for (const { turn } of raw) if (turn >= 0) counts[turn] = (counts[turn] ?? 0) + 1
  const most = Math.max(...counts)
  return most === 0 || counts[rotation] === most ? rotation : counts.indexOf(most)
}

/** From the file's coordinates into a frame turned so that text of the main turn runs to the right. */
function inFrame(glyph: RawGlyph, sheet: Sheet, quarters: number): Glyph {
  const { width, height } = sheet
  const left = glyph.left - sheet.left
  const right = glyph.right - sheet.left
  const top = glyph.top - sheet.bottom
  const bottom = glyph.bottom - sheet.bottom
  const x = glyph.x - sheet.left
  const y = glyph.y - sheet.bottom
  const { index, text, size, style, space, afterBreak } = glyph
  const shared = { index, text, size, style, space, afterBreak }
  switch (quarters) {
    case 1:
      return { ...shared, left: bottom, right: top, baseline: x }
    case 2:
      return { ...shared, left: width - right, right: width - left, baseline: y }
    case 3:
      return { ...shared, left: height - top, right: height - bottom, baseline: width - x }
    default:
      return { ...shared, left, right, baseline: height - y }
  }
}
