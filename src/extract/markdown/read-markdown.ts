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
  const state: ReadingState = { open: null, fence: null }
  for (const line of withoutFrontMatter(source.split(/\r?\n/))) readLine(line, { state, blocks })
  close(state, blocks)
  const title = blocks.find((block) => block.kind === 'heading' && block.level === 1)?.text ?? null
  return { title, blocks }
}

interface OpenBlock {
  kind: KindedBlock['kind']
  level: number | null
  readonly lines: string[]
}

interface ReadingState {
  open: OpenBlock | null
  /** The mark that ends the code block that is open. */
  fence: string | null
}

function readLine(line: string, into: { readonly state: ReadingState; readonly blocks: KindedBlock[] }): void {
  const { state, blocks } = into
  const start = (kind: OpenBlock['kind'], first: string, level: number | null = null): void => {
    close(state, blocks)
    state.open = { kind, level, lines: [first] }
  }
  const extend = (kind: OpenBlock['kind'], text: string): void => {
    if (state.open?.kind === kind) state.open.lines.push(text)
    else start(kind, text)
  }
  const mark = fence.exec(line)?.[1]
  if (state.fence !== null) {
    if (mark?.startsWith(state.fence) !== true) return extend('other', line)
    state.fence = null
    return close(state, blocks)
  }
  if (mark !== undefined) {
    state.fence = mark
    return start('other', '')
  }
  if (line.trim() === '') return close(state, blocks)
  const heading = atxHeading.exec(line)
  if (heading) {
    start('heading', heading[2] ?? '', heading[1]?.length ?? 1)
    return close(state, blocks)
  }
  const underline = setextLine.exec(line)?.[1]
  if (underline !== undefined && state.open?.kind === 'paragraph') {
    state.open.kind = 'heading'
    state.open.level = underline.startsWith('=') ? 1 : 2
    return close(state, blocks)
  }
  if (rule.test(line)) return close(state, blocks)
  if (tableRow.test(line)) return extend('table', line)
  const noted = note.exec(line)
  if (noted) return start('footnote', noted[2] ?? '')
  const item = listItem.exec(line)
  if (item) {
    return start('list_item', item[2] ?? '', 1 + Math.floor((item[1]?.replaceAll('\t', '    ').length ?? 0) / 2))
  }
  const quoted = quote.exec(line)
  if (quoted) return extend('quotation', quoted[1] ?? '')
  if (state.open !== null && state.open.kind !== 'table') state.open.lines.push(line)
  else start('paragraph', line)
}

function close(state: ReadingState, blocks: KindedBlock[]): void {
  if (state.open !== null) add(blocks, state.open)
  state.open = null
}

function add(blocks: KindedBlock[], open: Readonly<OpenBlock>): void {
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
