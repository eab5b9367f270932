import { wrapLines, type Line } from './wrap-lines.ts'
import type { SourceBlock, SourceDocument } from './source-document.ts'

/** Roles that text has on a page; the first five are also its tag in the structure tree. */
export type Role = 'H1' | 'H2' | 'H3' | 'P' | 'LI' | 'Note' | 'TH' | 'TD' | 'Box'

/** One line of text at its place: points from the page's top left corner. */
export interface PlacedLine {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly role: Role
  /** Ordinal of the block it belongs to; lines of one block are one element of the structure tree. */
  readonly block: number
  /** Ordinal of the table row it stands in; 0 outside tables. */
  readonly row: number
  /** Room that a justified line fills; 0 where it keeps its own width. */
  readonly stretch: number
}

/** A laid-out page. */
export interface LaidPage {
  readonly lines: PlacedLine[]
  /** Shaded areas behind boxes and table heads, and rules: left, top, width, height. */
  readonly shades: (readonly [number, number, number, number])[]
  readonly rules: (readonly [number, number, number])[]
}

/** A heading and the page it stands on, from 0. */
export interface PlacedHeading {
  readonly text: string
  readonly level: number
  readonly page: number
}

/** Type of each role: size, distance between lines, space above, bold. */
export const typeOf: Record<Role, { size: number; lead: number; above: number; bold: boolean }> = {
  H1: { size: 17, lead: 21, above: 20, bold: true },
  H2: { size: 13, lead: 16, above: 14, bold: true },
  H3: { size: 11, lead: 14, above: 10, bold: true },
  P: { size: 10.5, lead: 14.5, above: 7, bold: false },
  LI: { size: 10.5, lead: 14.5, above: 4, bold: false },
  Note: { size: 8, lead: 10, above: 2, bold: false },
  TH: { size: 9.5, lead: 12.5, above: 0, bold: true },
  TD: { size: 9.5, lead: 12.5, above: 0, bold: false },
  Box: { size: 10, lead: 13.5, above: 5, bold: false },
}

/** The paper and its margins in points (A4). */
export const paper = { width: 595.28, height: 841.89, left: 68, right: 68, top: 84, bottom: 84, gutter: 22 }

/** Places the blocks of a document on pages, column by column, notes at the foot of the column that marks them. */
export function layOut(source: SourceDocument, widthOf: (text: string, role: Role) => number) {
  const columns = source.head.columns ?? 1
  const columnWidth = (paper.width - paper.left - paper.right - paper.gutter * (columns - 1)) / columns
  const pages: LaidPage[] = []
  const headings: PlacedHeading[] = []
  const warnings: string[] = []
  let column: number = columns
  let y = 0
  let top = paper.top + (source.head.cover === false ? 100 : 0)
  let notes: string[] = []
  let block = 0
  let tableRow = 0

  const page = (): LaidPage => pages[pages.length - 1] ?? openPage()
  const x = (): number => paper.left + column * (columnWidth + paper.gutter)
  const wrap = (text: string, role: Role, width: number): Line[] =>
    wrapLines(text, { width, widthOf: (part) => widthOf(part, role) })
  const noteHeight = (): number =>
    notes.reduce((sum, note) => sum + wrap(note, 'Note', columnWidth).length * typeOf.Note.lead + 2, 18)
  const bottom = (): number => paper.height - paper.bottom - (notes.length > 0 ? noteHeight() : 0)

  function openPage(): LaidPage {
    const made: LaidPage = { lines: [], shades: [], rules: [] }
    pages.push(made)
    column = 0
    if (pages.length > 1) top = paper.top
    y = top
    return made
  }
  function placeNotes(): void {
    if (notes.length === 0) return
    let line = bottom() + 8
    page().rules.push([x(), line, 90])
    line += 8
    for (const note of notes) {
      block++
      for (const { text } of wrap(note, 'Note', columnWidth)) {
        page().lines.push({ text, x: x(), y: line, role: 'Note', block, row: 0, stretch: 0 })
        line += typeOf.Note.lead
      }
      line += 2
    }
    notes = []
  }
  function nextColumn(): void {
    if (pages.length > 0) placeNotes()
    column++
    y = top
    if (column >= columns) openPage()
  }
  function nextPage(): void {
    placeNotes()
    openPage()
  }
  function place(line: Line, role: Role, options: { readonly indent: number; readonly width: number }): void {
    const marked = [...line.text.matchAll(/\[\^(\d+)\]/g)].map(([, mark = '']) => `${mark} ${source.notes.get(mark)}`)
    const held = notes
    notes = [...notes, ...marked]
    if (y + typeOf[role].lead > bottom()) {
      notes = held
      nextColumn()
      notes = marked
    }
    const stretch = source.head.justified === true && role === 'P' && !line.last ? options.width : 0
    page().lines.push({ text: line.text, x: x() + options.indent, y, role, block, row: 0, stretch })
    y += typeOf[role].lead
    if (line.after === 'next') return
    const left = bottom() - y
    if (left > 60) warnings.push(`${Math.round(left)} pt left before the break after “${line.text}”`)
    if (line.after === 'page') nextPage()
    else nextColumn()
  }
  function flow(text: string, role: Role, indent = 0): void {
    block++
    if (y > top) y += typeOf[role].above
    const width = columnWidth - indent
    const lines = wrap(text, role, width)
    if (role.startsWith('H') && y + typeOf[role].lead * lines.length + 46 > bottom()) nextColumn()
    for (const line of lines) {
      place(line, role, { indent, width })
      if (line.after === 'next' && line.last && line !== lines.at(-1) && line.width < width * 0.78) {
        warnings.push(`a short line before the break after “${line.text}”`)
      }
    }
  }
  function box(paragraphs: readonly string[]): void {
    const inner = columnWidth - 20
    const wrapped = paragraphs.map((text) => wrap(text, 'Box', inner))
    const height = wrapped.reduce((sum, lines) => sum + lines.length * typeOf.Box.lead + 5, 13)
    y += 10
    if (y + height > bottom()) nextColumn()
    page().shades.push([x(), y, columnWidth, height])
    y += 9
    for (const lines of wrapped) {
      block++
      for (const line of lines) place(line, 'Box', { indent: 10, width: inner })
      y += 5
    }
    y += 6
  }
  function table(rows: readonly (readonly string[])[]): void {
    const cells = Math.max(...rows.map((row) => row.length))
    const share = (index: number): number => (cells === 2 ? ([0.34, 0.66][index] ?? 0) : 1 / cells) * columnWidth
    y += 10
    for (const [index, row] of rows.entries()) {
      const role = index === 0 ? 'TH' : 'TD'
      tableRow++
      const wrapped = row.map((text, cell) => wrap(text, role, share(cell) - 12))
      const height = Math.max(...wrapped.map((lines) => lines.length)) * typeOf[role].lead + 8
      if (y + height > bottom()) nextColumn()
      if (role === 'TH') page().shades.push([x(), y, columnWidth, height])
      let cellX = x()
      for (const [cell, lines] of wrapped.entries()) {
        block++
        for (const [number, line] of lines.entries()) {
          const lineY = y + 4 + number * typeOf[role].lead
          page().lines.push({ text: line.text, x: cellX + 6, y: lineY, role, block, row: tableRow, stretch: 0 })
        }
        cellX += share(cell)
      }
      y += height
      page().rules.push([x(), y, columnWidth])
    }
    y += 8
  }
  function placeBlock(item: SourceBlock): void {
    if (item.kind === 'heading') {
      const role = (['H1', 'H2', 'H3'] as const)[item.level - 1] ?? 'H3'
      flow(item.text, role)
      headings.push({ text: item.text, level: item.level, page: pages.length - 1 })
    } else if (item.kind === 'paragraph') flow(item.text, 'P')
    else if (item.kind === 'item') {
      flow(`• ${item.text}`, 'LI', 10)
    } else if (item.kind === 'box') box(item.paragraphs)
    else if (item.kind === 'table') table(item.rows)
    else nextPage()
  }

  openPage()
  for (const item of source.blocks) placeBlock(item)
  placeNotes()
  return { pages, headings, warnings }
}
