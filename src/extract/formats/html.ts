import { addSections } from '../add-sections.ts'
import { markBackMatter } from '../back-matter.ts'
import { cleanText } from '../clean-text.ts'
import { decodeText } from '../decode-text.ts'
import { limitDepth } from '../html/limit-depth.ts'
import { selectMain } from '../html/main-content.ts'
import { readBlocks } from '../html/read-blocks.ts'
import type { DocumentFormat } from './document-format.ts'
import { markdownFormat } from './markdown.ts'
import { looksLikeText } from './text.ts'

/**
 * A page's tree takes up to so many times its bytes (a page of nothing but one-letter paragraphs). A worker thread that
 * runs out of memory can take the whole process with it, so a page that might is not begun.
 */
const treeFactor = 30

const wholePage = /<(?:!doctype\s+html|html)[\s>]/i
const opening =
  /^(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|section|article|main|table|ul)\b/i

/** HTML and XHTML pages. */
export const htmlFormat: DocumentFormat = {
  id: 'html',
  mediaType: 'text/html',
  extensions: ['html', 'htm', 'xhtml', 'shtml'],
  recognise: ({ bytes, signature, extension }) => {
    if ((signature !== undefined && signature !== 'application/xml') || !looksLikeText(bytes)) return false
    const head = decodeText(bytes.subarray(0, 8192))
    // Markdown may begin with an element, but not with a whole page.
    return wholePage.test(head.slice(0, 2048)) || (opening.test(head) && !markdownFormat.extensions.includes(extension))
  },
  read: async (bytes, { megabytes }) => {
    if (bytes.length * treeFactor > megabytes * 1024 * 1024) {
      const detail = `a page of ${bytes.length} bytes may need more than ${megabytes} MB`
      return { ok: false, reason: 'over_memory', detail }
    }
    const { load } = await import('cheerio')
    const $ = load(decodeText(bytes, declaredCharset(bytes)))
    limitDepth($)
    const heading = cleanText($('title').first().text())
    const blocks = readBlocks($, selectMain($))
    if (blocks.length === 0) return { ok: false, reason: 'empty', detail: 'The page has no text' }
    markBackMatter(blocks)
    const firstHeading = blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text
    return {
      ok: true,
      extraction: {
        format: 'html',
        mediaType: 'text/html',
        title: firstHeading ?? (heading === '' ? null : heading),
        pages: [],
        blocks: addSections(blocks.map((block) => ({ ...block, pieces: [] }))),
        joins: [],
      },
    }
  },
}

/** The charset that the page declares in its first 4096 bytes (HTML Living Standard 13.2.3.2, and XML 1.0 4.3.3). */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  return (
    /<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]+encoding=["']([\w:.-]+)/i.exec(head)?.[1]
  )
}
