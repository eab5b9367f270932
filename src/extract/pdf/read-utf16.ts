import type { Pdfium } from './pdfium.ts'

/**
 * A text that PDFium writes as UTF-16LE with a closing zero.
 *
 * @param length bytes it asks for, the closing zero included
 */
export function readUtf16(pdfium: Pdfium, length: number, write: (buffer: number) => void): string {
  const buffer = pdfium.malloc(length)
  write(buffer)
  const text = new TextDecoder('utf-16le').decode(new Uint8Array(pdfium.memory.buffer, buffer, length - 2))
  pdfium.free(buffer)
  return text
}
