import type { KindedBlock } from '../back-matter.ts'
import { cleanText } from '../clean-text.ts'

const atxHeading = /^ {0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$/
const setextLine = /^ {0,3}(=+|-+)\s*$/
const rule = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/
const fence = /^ {0,3}(`{3,}|~{3,})/
const listItem = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+(.*)$/
const tableRow = /^\s*\|.*\|\s*$/
const tableRule = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$/
const note = /^\[\^([^\]]+)\]:\s*(.*)$/
const quote = /^ {0,3}>\s?(.*)$/

/**
 * Reads Markdown line by line: headings of both kinds, lists, tables, notes, quotations, fenced code, paragraphs
 * (CommonMark 0.31 and GitHub's tables and footnotes, as far as they bear on the text).
 */
export function readMarkdown(source: string): { title: string | null; blocks: KindedBlock[] } {
  const blocks: KindedBlock[] = []
  let open: { kind: KindedBlock['kind']; level: number | null; lines: string[] } | null = null
  const close = (): void => {
    if (open !== null) add(blocks, open)
    open = null
  }
  const start = (kind: KindedBlock['kind'], level: number | null, first: string): void => {
    close()
    open = { kind, level, lines: [first] }
  }
  const lines = withoutFrontMatter(source.split(/\r?\n/))
  let fenced: string | null = null
  for (const line of lines) {
    const opened: { kind: KindedBlock['kind']; level: number | null; lines: string[] } | null = open
    const fenceMark = fence.exec(line)?.[1]
    if (fenced !== null || fenceMark !== undefined) {
      if (fenced === null) start('other', null, '')
      else if (fenceMark?.startsWith(fenced) !== true) opened?.lines.push(line)
      if (fenced !== null && fenceMark?.startsWith(fenced) === true) close()
      fenced = fenced === null ? (fenceMark ?? null) : fenceMark?.startsWith(fenced) === true ? null : fenced
      continue
    }
    const heading = atxHeading.exec(line)
    const setext = setextLine.exec(line)?.[1]
    const item = listItem.exec(line)
    const noted = note.exec(line)
    const quoted = quote.exec(line)
    if (line.trim() === '') close()
    else if (heading) {
      start('heading', heading[1]?.length ?? 1, heading[2] ?? '')
      close()
    } else if (setext !== undefined && opened?.kind === 'paragraph') {
      opened.kind = 'heading'
      opened.level = setext.startsWith('=') ? 1 : 2
      close()
    } else if (rule.test(line)) close()
    else if (tableRow.test(line)) {
      if (opened?.kind !== 'table') start('table', null, line)
      else opened.lines.push(line)
    } else if (noted) start('footnote', null, noted[2] ?? '')
    else if (item) start('list_item', 1 + Math.floor((item[1]?.replaceAll('\t', '    ').length ?? 0) / 2), item[2] ?? '')
    else if (quoted) {
      if (opened?.kind !== 'quotation') start('quotation', null, quoted[1] ?? '')
      else opened.lines.push(quoted[1] ?? '')
    } else if (opened !== null && opened.kind !== 'table') opened.lines.push(line)
    else start('paragraph', null, line)
  }
  close()
  const title = blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text ?? null
  return { title, blocks }
}

function add(
  blocks: KindedBlock[],
  open: { readonly kind: KindedBlock['kind']; readonly level: number | null; readonly lines: readonly string[] },
): void {
  const text = open.kind === 'table' ? tableText(open.lines) : cleanText(plainInline(open.lines.join(' ')))
  if (text !== '') blocks.push({ kind: open.kind, level: open.level, text })
}

function tableText(lines: readonly string[]): string {
  return lines
    .filter((line) => !tableRule.test(line))
    .map((line) =>
      line
        .trim()
        .replaceAll(/^\||\|$/g, '')
        .split('|')
        .map((cell) => cleanText(plainInline(cell)))
        .join(' | '),
    )
    .join('\n')
}

/** The words of inline Markdown: links and pictures give their text, marks of emphasis and tags go. */
function plainInline(text: string): string {
  return text
    .replaceAll(/!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)/g, '$1')
    .replaceAll(/\[\^[^\]]+\]/g, '')
    .replaceAll(/\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replaceAll(/<(https?:[^>\s]+)>/g, '$1')
    .replaceAll(/<\/?[a-z][^>]*>/gi, ' ')
    .replaceAll(/(?<![\p{L}\p{N}\\])(\*{1,3}|_{1,3})(?=\S)([^*_]*?\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll(/`+([^`]+)`+/g, '$1')
    .replaceAll(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
}

function withoutFrontMatter(lines: readonly string[]): readonly string[] {
  if (lines[0]?.trim() !== '---') return lines
  const end = lines.slice(1, 200).findIndex((line) => line.trim() === '---')
  return end === -1 ? lines : lines.slice(end + 2)
}
