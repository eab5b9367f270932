import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js'

const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/**
 * The plain text of pages by an engine that shares nothing with the first reader (pdf.js), for comparison.
 *
 * @param pages page numbers, from 1; those that the file does not have are left out
 * @returns page number → text with a line break at each line's end
 * @throws Error where pdf.js cannot open the file
 */
export async function readPageTexts(bytes: Uint8Array, pages: readonly number[]): Promise<Map<number, string>> {
  const task = getDocument({
    // pdf.js takes the bytes for its own and empties the array.
    data: Uint8Array.from(bytes),
    cMapUrl: `${join(pdfjs, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(pdfjs, 'standard_fonts')}/`,
    wasmUrl: `${join(pdfjs, 'wasm')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    verbosity: 0,
  })
  const texts = new Map<number, string>()
  try {
    const document = await task.promise
    for (const number of pages) {
      if (number < 1 || number > document.numPages) continue
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      texts.set(number, joinItems(items))
      page.cleanup()
    }
  } finally {
    await task.destroy()
  }
  return texts
}

function joinItems(items: readonly (TextItem | TextMarkedContent)[]): string {
  let text = ''
  let last: TextItem | undefined
  for (const item of items) {
    if (!('str' in item)) continue
    if (last !== undefined && !text.endsWith('\n') && isNewLine(last, item)) text += '\n'
    else if (last !== undefined && !/\s$/.test(text) && isGap(last, item)) text += ' '
    text += item.str
    if (item.hasEOL) text += '\n'
    if (item.str !== '') last = item
  }
  return text
}

function position(item: TextItem): { x: number; y: number; size: number } {
  const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[]
  return { x, y, size: Math.hypot(c, d) }
}

function isNewLine(last: TextItem, item: TextItem): boolean {
  const before = position(last)
  const now = position(item)
  return Math.abs(before.y - now.y) > 0.7 * Math.max(before.size, now.size)
}

function isGap(last: TextItem, item: TextItem): boolean {
  const before = position(last)
  const now = position(item)
  return now.x - (before.x + last.width) > 0.2 * now.size
}
