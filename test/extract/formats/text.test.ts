import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../../src/extract/extract-bytes.ts'

async function read(bytes: Uint8Array): Promise<string[]> {
  const result = await extractBytes(bytes, { name: 'a.txt' })
  if (!result.ok) return [result.reason]
  return result.extraction.blocks.map(({ kind, text }) => `${kind}: ${text}`)
}

describe('textFormat.read()', () => {
  it('parts paragraphs by empty lines and joins their lines', async () => {
    expect(await read(new TextEncoder().encode('One\r\ntwo.\r\n \r\nThree.'))).toEqual([
      'paragraph: One two.',
      'paragraph: Three.',
    ])
  })
  it('parts list items by their markers', async () => {
    expect(await read(new TextEncoder().encode('We ask:\n• who\n• when,\nand where'))).toEqual([
      'paragraph: We ask:',
      'list_item: • who',
      'list_item: • when, and where',
    ])
  })
  it('reads UTF-16 with its mark', async () => {
    expect(await read(Buffer.from('\ufeffWords.', 'utf16le'))).toEqual(['paragraph: Words.'])
  })
  it('does not take other bytes for text', async () => {
    expect(await read(Uint8Array.from([1, 2, 3, 0, 65, 66]))).toEqual(['unsupported_format'])
  })
})
