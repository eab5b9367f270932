import type { Block } from '../../model/extraction.ts'
import { addSections } from '../add-sections.ts'
import { cleanText } from '../clean-text.ts'
import { decodeText } from '../decode-text.ts'
import { markerOf } from '../markers.ts'
import type { DocumentFormat } from './document-format.ts'

/** Plain text: paragraphs are parted by empty lines, list items by their markers. */
export const textFormat: DocumentFormat = {
  id: 'text',
  mediaType: 'text/plain',
  extensions: ['txt', 'text', 'asc'],
  recognise: ({ bytes, signature }) => signature === undefined && looksLikeText(bytes),
  read: async (bytes) => {
    const blocks: Omit<Block, 'section' | 'number'>[] = []
    for (const paragraph of decodeText(bytes).split(/\r?\n[^\S\n]*\r?\n|\f/)) {
      for (const text of cutItems(paragraph)) {
        const item = ['bullet', 'dash', 'lettered'].includes(markerOf(text) ?? '')
        if (text !== '')
          blocks.push({ kind: item ? 'list_item' : 'paragraph', level: item ? 1 : null, text, pieces: [] })
      }
    }
    if (blocks.length === 0) return { ok: false, reason: 'empty', detail: 'There is nothing but blanks in it' }
    return {
      ok: true,
      extraction: {
        format: 'text',
        mediaType: 'text/plain',
        title: null,
        pages: [],
        blocks: addSections(blocks),
        joins: [],
      },
    }
  },
}

function cutItems(paragraph: string): string[] {
  const items: string[] = []
  for (const line of paragraph.split(/\r?\n/)) {
    const text = cleanText(line)
    if (items.length === 0 || markerOf(text) !== null) items.push(text)
    else items[items.length - 1] = `${items.at(-1) ?? ''} ${text}`.trim()
  }
  return items
}

/** Whether bytes are text in some encoding: no zero bytes but in UTF-16 with its mark, and hardly any control codes. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536)
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    return !/[^\P{Cc}\t\n\v\f\r]|\ufffd/u.test(decodeText(head))
  }
  let controls = 0
  for (const byte of head) {
    if (byte === 0) return false
    if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++
  }
  return controls * 200 <= head.length
}
