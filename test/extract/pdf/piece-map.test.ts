import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../../src/extract/extract-bytes.ts'
import { loadPdfium } from '../../../src/extract/pdf/pdfium.ts'
import type { Extraction } from '../../../src/model/extraction.ts'
import { makePdf } from '../make-pdf.ts'
import { findMapFaults } from './find-map-faults.ts'

async function extract(bytes: Uint8Array): Promise<Extraction> {
  const result = await extractBytes(bytes, { name: 'a.pdf' })
  if (!result.ok) throw new Error(result.detail)
  return result.extraction
}

/** Has the page shown turned clockwise by so many degrees. */
function turnPage(pdf: PDFKit.PDFDocument, degrees: number): void {
  Object.assign(pdf.page.dictionary.data, { Rotate: degrees })
}

const word = fc.stringMatching(/^[A-Za-zé’]{1,12}$/)
const paragraph = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '))

describe('pieces of a PDF’s blocks', () => {
  it('map every code point to the character that spells it, whatever the text, columns and turn', async () => {
    const { api } = await loadPdfium(256)
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraph, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(1, 2),
        fc.constantFrom(0, 90, 180, 270),
        async (paragraphs, columns, turn) => {
          const bytes = await makePdf((pdf) => {
            turnPage(pdf, turn)
            pdf.text(paragraphs.join('\n\n'), { columns, columnGap: 24, height: 600 })
          })
          const extraction = await extract(bytes)
          expect(findMapFaults(bytes, { extraction, pdfium: api })).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
  })
  it('lose no letter of the page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(paragraph, { minLength: 1, maxLength: 4 }), async (paragraphs) => {
        const bytes = await makePdf((pdf) => pdf.text(paragraphs.join('\n\n')))
        const { blocks } = await extract(bytes)
        const letters = (text: string): string => text.replaceAll(/\s/g, '')
        expect(letters(blocks.map((block) => block.text).join(''))).toBe(letters(paragraphs.join('')))
      }),
      { numRuns: 25 },
    )
  })
  it('stand where the words are seen, on a turned page too', async () => {
    const bytes = await makePdf((pdf) => {
      turnPage(pdf, 90)
      // On a page that is shown turned clockwise, text that is drawn upright runs down the right-hand side.
      pdf.text('Corner', 72, 100)
    })
    const { pages, blocks } = await extract(bytes)
    expect(pages[0]?.width).toBeCloseTo(841.89, 0)
    const [left, top, right, bottom] = blocks[0]?.pieces[0]?.box ?? [0, 0, 0, 0]
    expect(top).toBeCloseTo(72, 0)
    expect(bottom - top).toBeGreaterThan(right - left)
    expect(right).toBeGreaterThan(700)
    expect(right).toBeLessThan(745)
  })
})
