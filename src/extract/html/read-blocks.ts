import type { CheerioAPI } from 'cheerio'
import type { AnyNode, Element } from './node-types.ts'
import type { KindedBlock } from '../back-matter.ts'
import { cleanText } from '../clean-text.ts'

const kinds: Readonly<Record<string, KindedBlock['kind']>> = {
  p: 'paragraph',
  dt: 'paragraph',
  dd: 'paragraph',
  address: 'paragraph',
  summary: 'paragraph',
  figcaption: 'caption',
  caption: 'caption',
  pre: 'other',
}

const containers = new Set(
  'html body main article section div ul ol dl blockquote figure details fieldset center header footer aside'.split(
    ' ',
  ),
)

interface Reading {
  readonly blocks: KindedBlock[]
  text: string[]
  kind: KindedBlock['kind']
  level: number | null
  lists: number
  quoted: boolean
}

/** The blocks of the elements that a selector finds, in the order of the page. */
export function readBlocks($: CheerioAPI, selector: string): KindedBlock[] {
  const reading: Reading = { blocks: [], text: [], kind: 'paragraph', level: null, lists: 0, quoted: false }
  for (const element of $(selector).toArray()) walk(element, { $, reading })
  flush(reading)
  return reading.blocks
}

interface Place {
  readonly $: CheerioAPI
  readonly reading: Reading
}

function walk(node: AnyNode, { $, reading }: Place): void {
  if (node.type === 'text') reading.text.push(node.data)
  if (node.type !== 'tag') return
  const { name } = node
  if (name === 'br' || name === 'hr') reading.text.push(' ')
  else if (name === 'table' && isDataTable($, node)) {
    flush(reading)
    readTable($, node, reading.blocks)
  } else if (/^h[1-6]$/.test(name)) {
    const title = $(node).hasClass('document-title')
    within(node, { $, reading }, { kind: title ? 'title' : 'heading', level: title ? null : Number(name[1]) })
  } else if (name === 'li') {
    const note = noteKind(node)
    within(node, { $, reading }, { kind: note ?? 'list_item', level: note === null ? reading.lists : null })
  } else if (kinds[name] !== undefined) {
    const inItem = reading.kind === 'list_item' || reading.kind === 'footnote' || reading.kind === 'endnote'
    const kind = name === 'p' && reading.quoted ? 'quotation' : kinds[name]
    if (inItem) {
      reading.text.push(' ')
      children(node, { $, reading })
      reading.text.push(' ')
    } else within(node, { $, reading }, { kind, level: null })
  } else if (containers.has(name) || name === 'table' || name === 'tbody' || name === 'tr' || name === 'td') {
    contain(node, { $, reading })
  } else if (name !== 'sup' || !isNoteBacklink($, node)) children(node, { $, reading })
}

function children(node: Element, place: Place): void {
  for (const child of node.children) walk(child, place)
}

function within(
  node: Element,
  place: Place,
  as: { readonly kind: KindedBlock['kind']; readonly level: number | null },
): void {
  const { reading } = place
  const { kind, level } = reading
  flush(reading)
  reading.kind = as.kind
  reading.level = as.level
  children(node, place)
  flush(reading)
  reading.kind = kind
  reading.level = level
}

function contain(node: Element, place: Place): void {
  const { reading } = place
  const list = node.name === 'ul' || node.name === 'ol'
  const { quoted } = reading
  if (node.name === 'blockquote') reading.quoted = true
  if (list) reading.lists++
  flush(reading)
  children(node, place)
  flush(reading)
  if (list) reading.lists--
  reading.quoted = quoted
}

function flush(reading: Reading): void {
  const text = cleanText(reading.text.join('')).replace(/\s*↑$/, '')
  reading.text = []
  if (text === '') return
  const kind = reading.quoted && reading.kind === 'paragraph' ? 'quotation' : reading.kind
  reading.blocks.push({ kind, level: reading.level, text })
}

/** A table with cells side by side; others only place things on the page. */
function isDataTable($: CheerioAPI, table: Element): boolean {
  if ($(table).find('table').length > 0 || $(table).attr('role') === 'presentation') return false
  return (
    $(table).find('th').length > 0 ||
    $(table)
      .find('tr')
      .toArray()
      .some((row) => $(row).children('td').length > 1)
  )
}

function readTable($: CheerioAPI, table: Element, blocks: KindedBlock[]): void {
  const caption = cleanText($(table).children('caption').text())
  if (caption !== '') blocks.push({ kind: 'caption', level: null, text: caption })
  const rows = $(table)
    .find('tr')
    .toArray()
    .map((row) =>
      $(row)
        .children('td, th')
        .toArray()
        .map((cell) => cellText($, cell))
        .join(' | '),
    )
  const text = rows.filter((row) => /[^\s|]/.test(row)).join('\n')
  if (text !== '') blocks.push({ kind: 'table', level: null, text })
}

function cellText($: CheerioAPI, cell: Element): string {
  const reading: Reading = { blocks: [], text: [], kind: 'paragraph', level: null, lists: 0, quoted: false }
  for (const child of cell.children) walk(child, { $, reading })
  flush(reading)
  return reading.blocks.map((block) => block.text).join(' ')
}

function noteKind(item: Element): 'footnote' | 'endnote' | null {
  const id = item.attribs['id'] ?? ''
  if (/^(?:footnote|fn)[-:_]?\d/i.test(id)) return 'footnote'
  return /^(?:endnote|en)[-:_]?\d/i.test(id) ? 'endnote' : null
}

/** A raised sign that leads to a note is no part of the sentence. */
function isNoteBacklink($: CheerioAPI, sup: Element): boolean {
  const target = $(sup).find('a').attr('href') ?? ''
  return /^#_?(?:footnote|endnote|fn|en|cite_note)/i.test(target)
}
