import { withoutBreaks } from './wrap-lines.ts'
import type { SourceBlock, SourceDocument } from './source-document.ts'

const escape = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\u00AD/g, '&shy;')

const inline = (text: string): string =>
  escape(withoutBreaks(text)).replace(/\[\^(\d+)\]/g, '<sup><a href="#note-$1">$1</a></sup>')

/** Makes the web page of a source, with the links that surround every page of such a site. */
export function makeHtml({ head, blocks, notes }: SourceDocument): Buffer {
  const charset = head.charset ?? 'utf-8'
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="${charset}">
<title>${escape(head.title)} | ${escape(head.issuer)}</title>
<style>
body { font: 17px/1.55 Georgia, serif; color: #1f2328; margin: 0 }
header, footer { background: #23394d; color: #fff; padding: 14px 8% }
header a, footer a { color: #fff; margin-right: 18px }
main { max-width: 44em; margin: 2em 8% }
table { border-collapse: collapse } td, th { border: 1px solid #9aa4b0; padding: 6px 10px; text-align: left }
aside { font-size: 15px; margin: 0 8%; border-top: 1px solid #9aa4b0 }
</style>
</head>
<body>
<header><strong>${escape(head.issuer)}</strong>
<nav aria-label="Main"><ul>
<li><a href="/">Home</a></li>
<li><a href="/topics/trauma-informed">Trauma-informed practice hub</a></li>
<li><a href="/topics/safeguarding">Contextual safeguarding news</a></li>
<li><a href="/search">Search</a></li>
</ul></nav></header>
<main>
<h1>${escape(head.title)}</h1>
${head.subtitle === undefined ? '' : `<p>${escape(head.subtitle)}</p>\n`}<p>${escape(head.dated)}</p>
${blocks.map((block, index) => htmlOf(block, blocks[index - 1], blocks[index + 1])).join('\n')}
${notes.size === 0 ? '' : `<section class="footnotes" role="doc-endnotes"><ol>\n${[...notes].map(([mark, text]) => `<li id="note-${mark}">${inline(text)}</li>`).join('\n')}\n</ol></section>`}
</main>
<footer><nav aria-label="Footer"><a href="/privacy">Privacy</a> <a href="/transitional-safeguarding">Transitional safeguarding forum</a> <a href="/contact">Contact</a></nav>
<p>This site belongs to an invented country.</p></footer>
</body>
</html>
`
  return Buffer.from(charset === 'utf-8' ? html : toWindows1252(html), charset === 'utf-8' ? 'utf8' : 'latin1')
}

function htmlOf(block: SourceBlock, before: SourceBlock | undefined, after: SourceBlock | undefined): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level + 1}>${inline(block.text)}</h${block.level + 1}>`
    case 'paragraph':
      return `<p>${inline(block.text)}</p>`
    case 'item':
      return `${before?.kind === 'item' ? '' : '<ul>\n'}<li>${inline(block.text)}</li>${after?.kind === 'item' ? '' : '\n</ul>'}`
    case 'box':
      return `<blockquote>${block.paragraphs.map((text) => `<p>${inline(text)}</p>`).join('\n')}</blockquote>`
    case 'table':
      return `<table>\n${block.rows.map((row, index) => `<tr>${row.map((cell) => (index === 0 ? `<th>${inline(cell)}</th>` : `<td>${inline(cell)}</td>`)).join('')}</tr>`).join('\n')}\n</table>`
    case 'break':
      return ''
  }
}

function toWindows1252(text: string): string {
  const bytes: Record<string, string> = { '–': '\x96', '—': '\x97', '‘': '\x91', '’': '\x92', '“': '\x93', '”': '\x94' }
  return text.replace(/[–—‘’“”]/g, (sign) => bytes[sign] ?? sign)
}
