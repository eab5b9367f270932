import { mainTurn, makeGlyph } from './make-glyph.ts'
import type { Sheet } from './make-glyph.ts'
import type { Glyph, PdfPage } from './pdf-page.ts'
import type { Pdfium } from './pdfium.ts'
import { emptyPage, readCharacters } from './read-characters.ts'
import { readUtf16 } from './read-utf16.ts'

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
