import { brokenWordMark, isUnreadable, normalCharacter } from './normal-characters.ts'
import type { GlyphStyle } from './pdf-page.ts'
import type { Pdfium } from './pdfium.ts'
import { toUnits } from './units.ts'

/** Characters on one page beyond which it is no page that anybody reads. */
const maxCharacters = 500_000

const boldName = /bold|black|heavy|semibold|demi/i
/** PDF 32000-1:2008, table 123: flags of a font descriptor. */
const forceBoldFlag = 1 << 18

/** The characters of a page, before it is known which way most of them run; item by item in all arrays. */
export interface RawCharacters {
  /** Normal forms, one code point each. */
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

/** Numbers of one character among the places. */
export const placeLength = 6

/** The style of a character whose font is not known. */
export const plainStyle: GlyphStyle = { bold: false }

/** A page without characters, with room for so many. */
export function emptyPage(length = 0): RawCharacters {
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

/** Reads all characters of a page that PDFium has prepared (FPDFText_LoadPage), and how they are set. */
export function readCharacters(pdfium: Pdfium, text: number): RawCharacters {
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
