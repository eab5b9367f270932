import { describe, expect, it } from 'vitest'
import { readPageTexts } from '../../src/extract/second-reader.ts'
import { makePdf, putLines } from './make-pdf.ts'

describe('readPageTexts()', () => {
  it('gives the text of the pages asked for, line by line', async () => {
    const bytes = await makePdf((pdf) => {
      pdf.text('First page.').addPage()
      putLines(pdf, { x: 72, y: 72, lines: ['Contextual', 'safeguarding'] })
      pdf.text('apart', 300, 86, { lineBreak: false })
    })
    const texts = await readPageTexts(bytes, [2, 9])
    expect([...texts.keys()]).toEqual([2])
    expect(texts.get(2)?.trim()).toBe('Contextual\nsafeguarding apart')
  })
  it('leaves the bytes as they are', async () => {
    const bytes = await makePdf((pdf) => pdf.text('First page.'))
    const before = bytes.length
    await readPageTexts(bytes, [1])
    expect(bytes).toHaveLength(before)
  })
  it('throws where the file cannot be opened', async () => {
    await expect(readPageTexts(new TextEncoder().encode('%PDF-1.4 nothing'), [1])).rejects.toThrow()
  })
})
