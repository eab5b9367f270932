import type { FailureReason } from '../../model/outcome.ts'
import type { PdfDocument, PdfPage } from './pdf-page.ts'
import type { Pdfium } from './pdfium.ts'
import { readPage } from './read-page.ts'
import { readUtf16 } from './read-utf16.ts'

/** Pages beyond this are no report but an attack or an archive. */
const maxPages = 5000

/** FPDF_GetLastError's code for a missing or wrong password (fpdfview.h, FPDF_ERR_PASSWORD). */
const passwordError = 4

/** The characters of a PDF, or why there are none. */
export type PdfReading =
  | { readonly ok: true; readonly document: PdfDocument }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

/**
 * Reads every character of a PDF with its place and style.
 *
 * @throws WebAssembly.RuntimeError where PDFium stops on the file; the instance is then unusable
 */
export function readPdf(bytes: Uint8Array, pdfium: Pdfium): PdfReading {
  const file = pdfium.malloc(bytes.length)
  if (file === 0) return { ok: false, reason: 'over_memory', detail: `A file of ${bytes.length} bytes` }
  new Uint8Array(pdfium.memory.buffer).set(bytes, file)
  const document = pdfium.FPDF_LoadMemDocument64(file, bytes.length, 0)
  try {
    if (document === 0) {
      return pdfium.FPDF_GetLastError() === passwordError
        ? { ok: false, reason: 'encrypted', detail: 'It asks for a password' }
        : { ok: false, reason: 'damaged', detail: 'No pages can be found in it' }
    }
    const pageCount = pdfium.FPDF_GetPageCount(document)
    if (pageCount > maxPages) {
      return { ok: false, reason: 'too_large', detail: `${pageCount} pages; the limit is ${maxPages}` }
    }
    const pages: PdfPage[] = []
    for (let index = 0; index < pageCount; index++) {
      const page = readPage(pdfium, { document, index })
      if (page !== null) pages.push(page)
    }
    return judge({ title: metaText(pdfium, document, 'Title'), pages }, pageCount)
  } finally {
    if (document !== 0) pdfium.FPDF_CloseDocument(document)
    pdfium.free(file)
  }
}

function judge(document: PdfDocument, pageCount: number): PdfReading {
  const { pages } = document
  if (pages.length === 0) {
    return pageCount === 0
      ? { ok: false, reason: 'empty', detail: 'It has no pages' }
      : { ok: false, reason: 'damaged', detail: `None of its ${pageCount} pages can be opened` }
  }
  let readable = 0
  let unreadable = 0
  for (const page of pages) {
    unreadable += page.unreadable
    readable += page.readable
  }
  if (unreadable > readable) {
    return { ok: false, reason: 'unreadable_text', detail: `${unreadable} of ${unreadable + readable} characters` }
  }
  if (readable > 0) return { ok: true, document }
  return pages.some((page) => page.drawn)
    ? { ok: false, reason: 'scanned', detail: `${pages.length} pages without a letter` }
    : { ok: false, reason: 'empty', detail: `${pages.length} pages with nothing on them` }
}

function metaText(pdfium: Pdfium, document: number, tag: string): string | null {
  const name = pdfium.malloc(tag.length + 1)
  const heap = new Uint8Array(pdfium.memory.buffer)
  for (let at = 0; at < tag.length; at++) heap[name + at] = tag.charCodeAt(at)
  heap[name + tag.length] = 0
  const length = pdfium.FPDF_GetMetaText(document, name, 0, 0)
  const text =
    length > 2 && length < 10_000
      ? readUtf16(pdfium, length, (buffer) => {
          pdfium.FPDF_GetMetaText(document, name, buffer, length)
        })
      : ''
  pdfium.free(name)
  return text.trim() === '' ? null : text.trim()
}
