import { buildExtraction } from '../pdf/build-extraction.ts'
import { loadPdfium } from '../pdf/pdfium.ts'
import type { PdfiumInstance } from '../pdf/pdfium.ts'
import { readPdf } from '../pdf/read-pdf.ts'
import type { DocumentFormat, FormatReading, ReadLimits } from './document-format.ts'

/** PDF 32000-1:2008, annex H, note 13: readers accept the header anywhere within the first 1024 bytes. */
const headerWithin = 1024

/** Memory never shrinks: an instance that grew beyond this many bytes is thrown away. */
const spent = 192 * 1024 * 1024

/** PDF, read with PDFium. */
export const pdfFormat: DocumentFormat = {
  id: 'pdf',
  mediaType: 'application/pdf',
  extensions: ['pdf'],
  recognise: ({ bytes, signature }) =>
    signature === 'application/pdf' ||
    new TextDecoder('latin1').decode(bytes.subarray(0, headerWithin)).includes('%PDF-'),
  read: readWithPdfium,
}

let loaded: { readonly instance: PdfiumInstance; readonly megabytes: number } | undefined

async function readWithPdfium(bytes: Uint8Array, { megabytes }: ReadLimits): Promise<FormatReading> {
  if (loaded?.megabytes !== megabytes) loaded = { instance: await loadPdfium(megabytes), megabytes }
  const { instance } = loaded
  let sound = false
  try {
    const reading = readPdf(bytes, instance.api)
    sound = !instance.overMemory() && instance.api.memory.buffer.byteLength < spent
    if (instance.overMemory()) return overMemory(megabytes)
    return reading.ok ? { ok: true, extraction: buildExtraction(reading.document) } : reading
  } catch (error) {
    if (!isTrap(error)) throw error
    if (instance.overMemory()) return overMemory(megabytes)
    return { ok: false, reason: 'crashed', detail: `PDFium stopped: ${error.message}` }
  } finally {
    if (!sound) loaded = undefined
  }
}

function overMemory(megabytes: number): FormatReading {
  return { ok: false, reason: 'over_memory', detail: `PDFium asked for more than ${megabytes} MB` }
}

/** WebAssembly's own errors: a trap, or a stack that overflowed inside. */
function isTrap(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'RuntimeError' || error instanceof RangeError)
}
