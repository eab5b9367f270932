import type { Extraction } from '../../../src/model/extraction.ts'
import type { Pdfium } from '../../../src/extract/pdf/pdfium.ts'

/** What PDFium gives for characters that have another normal form than NFKC's. */
const alike: Readonly<Record<string, string>> = { '\u0002': '-', '\u00ad': '-' }

/**
 * Pieces that do not map one to one to the page's characters, each as a line of words; pieces must be in order, apart,
 * on a page that is there, with a box upon it.
 */
export function findMapFaults(
  bytes: Uint8Array,
  { extraction, pdfium }: { readonly extraction: Extraction; readonly pdfium: Pdfium },
): string[] {
  const pages = readCharacters(bytes, pdfium)
  const faults: string[] = []
  for (const [at, block] of extraction.blocks.entries()) {
    const points = [...block.text]
    let end = 0
    for (const piece of block.pieces) {
      const page = pages.get(piece.page)
      if (page === undefined || piece.start < end || piece.end <= piece.start || piece.end > points.length) {
        faults.push(`block ${at}: piece ${JSON.stringify(piece)} is out of order`)
      }
      end = piece.end
      for (let index = piece.start; index < piece.end; index++) {
        const source = page?.[piece.source + index - piece.start] ?? ''
        const point = points[index] ?? ''
        if (!isSame(source, point)) faults.push(`block ${at}: “${point}” for “${source}” of page ${piece.page}`)
      }
    }
  }
  return faults
}

function isSame(source: string, point: string): boolean {
  const normal = alike[source] ?? source.normalize('NFKC')
  if (normal === point || source === point) return true
  // A ligature's letters each map to the whole of it.
  if (normal.length > 1 && normal.includes(point)) return true
  return (point === ' ' && /^\s$/.test(source)) || (point === '•' && /^[\ue000-\uf8ff]$/.test(source))
}

function readCharacters(bytes: Uint8Array, pdfium: Pdfium): Map<number, string[]> {
  const pages = new Map<number, string[]>()
  const file = pdfium.malloc(bytes.length)
  new Uint8Array(pdfium.memory.buffer).set(bytes, file)
  const document = pdfium.FPDF_LoadMemDocument64(file, bytes.length, 0)
  for (let index = 0; index < pdfium.FPDF_GetPageCount(document); index++) {
    const page = pdfium.FPDF_LoadPage(document, index)
    if (page === 0) continue
    const text = pdfium.FPDFText_LoadPage(page)
    const count = pdfium.FPDFText_CountChars(text)
    const codes = Array.from({ length: count }, (_, at) => pdfium.FPDFText_GetUnicode(text, at) >>> 0)
    pages.set(
      index + 1,
      codes.map((code) => (code > 0x10ffff ? '' : String.fromCodePoint(code))),
    )
    pdfium.FPDFText_ClosePage(text)
    pdfium.FPDF_ClosePage(page)
  }
  pdfium.FPDF_CloseDocument(document)
  pdfium.free(file)
  return pages
}
