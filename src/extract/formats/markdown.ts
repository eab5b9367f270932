import { readMarkdown } from '../markdown/read-markdown.ts'
import { addSections } from '../add-sections.ts'
import { markBackMatter } from '../back-matter.ts'
import { decodeText } from '../decode-text.ts'
import type { DocumentFormat } from './document-format.ts'
import { looksLikeText } from './text.ts'

const extensions = ['md', 'markdown', 'mdown', 'govspeak']

/** Markdown: text whose name says so, for nothing in the bytes tells it from plain text for certain. */
export const markdownFormat: DocumentFormat = {
  id: 'markdown',
  mediaType: 'text/markdown',
  extensions,
  recognise: ({ bytes, signature, extension }) =>
    signature === undefined && extensions.includes(extension) && looksLikeText(bytes),
  read: async (bytes) => {
    const { title, blocks } = readMarkdown(decodeText(bytes))
    if (blocks.length === 0) return { ok: false, reason: 'empty', detail: 'There is no text in it' }
    markBackMatter(blocks)
    return {
      ok: true,
      extraction: {
        format: 'markdown',
        mediaType: 'text/markdown',
        title,
        pages: [],
        blocks: addSections(blocks.map((block) => ({ ...block, pieces: [] }))),
        joins: [],
      },
    }
  },
}
