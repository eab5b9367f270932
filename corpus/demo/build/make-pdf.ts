import PDFDocument from 'pdfkit'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { layOut, paper, typeOf, type LaidPage, type PlacedHeading, type PlacedLine, type Role } from './page-layout.ts'
import type { SourceDocument, SourceHead } from './source-document.ts'

const ink = '#1f2328'
const grey = '#5b6470'
const liberation = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts')
const fonts = {
  sans: ['Helvetica', 'Helvetica-Bold'],
  serif: ['Times-Roman', 'Times-Bold'],
  embedded: [join(liberation, 'LiberationSans-Regular.ttf'), join(liberation, 'LiberationSans-Bold.ttf')],
} as const

/** Makes the PDF of a source; the same source gives the same bytes. */
export async function makePdf(source: SourceDocument): Promise<{ bytes: Buffer; warnings: string[] }> {
  const { head } = source
  const made = new Date(`${head.made}T09:00:00Z`)
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    compress: head.compressed === true,
    pdfVersion: '1.7',
    lang: 'en',
    tagged: head.tagged === true,
    displayTitle: true,
    info: { Title: head.title, Author: head.issuer, CreationDate: made, ModDate: made },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const finished = new Promise<void>((resolve) => pdf.on('end', () => resolve()))
  const painter = new Painter(pdf, head)
  const { pages, headings, warnings } = layOut(source, (text, role) => painter.widthOf(text, role))
  const front = (head.cover === false ? 0 : 1) + (head.contents === true ? 1 : 0)
  if (head.cover !== false) painter.cover()
  if (head.contents === true) painter.contents(headings, front)
  for (const page of pages) painter.page(page)
  painter.end(front)
  await finished
  return { bytes: Buffer.concat(chunks), warnings }
}

class Painter {
  readonly #pdf: PDFKit.PDFDocument
  readonly #head: SourceHead
  readonly #regular: string
  readonly #bold: string
  readonly #tree: PDFKit.PDFStructureElement | undefined
  readonly #elements = new Map<number, PDFKit.PDFStructureElement>()
  #table: PDFKit.PDFStructureElement | undefined
  readonly #rows = new Map<number, PDFKit.PDFStructureElement>()
  #row = 0
  #pages = 0

  constructor(pdf: PDFKit.PDFDocument, head: SourceHead) {
    this.#pdf = pdf
    this.#head = head
    const [regular, bold] = fonts[head.font ?? 'sans']
    this.#regular = regular
    this.#bold = bold
    if (head.tagged === true) {
      this.#tree = pdf.struct('Document')
      pdf.addStructure(this.#tree)
    }
  }

  widthOf(text: string, role: Role): number {
    const { size, bold } = typeOf[role]
    this.#pdf.font(bold ? this.#bold : this.#regular).fontSize(size)
    return this.#pdf.widthOfString(text.replace(/\[\^(\d+)\]/g, '$1'))
  }

  cover(): void {
    const pdf = this.#addPage()
    const { issuer, title, subtitle, dated } = this.#head
    this.#artifact('Layout', () => pdf.rect(0, 0, paper.width, 250).fill(this.#colour()))
    this.#tag(-1, 'P', () =>
      pdf.font(this.#bold).fontSize(13).fillColor('#ffffff').text(issuer, paper.left, 70, { lineBreak: false }),
    )
    let y = 300
    for (const [line, size, font] of [
      ...this.#broken(title, 28).map((text) => [text, 28, this.#bold] as const),
      ...this.#broken(subtitle ?? '', 15).map((text) => [text, 15, this.#regular] as const),
    ]) {
      this.#tag(size === 28 ? -2 : -3, size === 28 ? 'H1' : 'P', () =>
        pdf.font(font).fontSize(size).fillColor(ink).text(line, paper.left, y, { lineBreak: false }),
      )
      y += size * 1.35
    }
    this.#tag(-4, 'P', () =>
      pdf.font(this.#regular).fontSize(12).fillColor(grey).text(dated, paper.left, 720, { lineBreak: false }),
    )
  }

  contents(headings: readonly PlacedHeading[], front: number): void {
    const pdf = this.#addPage()
    let y = paper.top
    this.#tag(-5, 'H1', () =>
      pdf.font(this.#bold).fontSize(17).fillColor(ink).text('Contents', paper.left, y, { lineBreak: false }),
    )
    y += 34
    for (const [index, { text, level, page }] of headings.filter((heading) => heading.level < 3).entries()) {
      const number = String(this.#head.roman === true ? page + 1 : page + 1 + front)
      const left = paper.left + (level - 1) * 14
      pdf
        .font(level === 1 ? this.#bold : this.#regular)
        .fontSize(10.5)
        .fillColor(ink)
      const right = paper.width - paper.right - pdf.widthOfString(number)
      const dots = Math.max(0, Math.floor((right - left - pdf.widthOfString(text) - 8) / pdf.widthOfString('.')))
      this.#tag(-10 - index, 'P', () => {
        pdf.text(`${text} ${'.'.repeat(dots)}`, left, y, { lineBreak: false })
        pdf.text(number, right, y, { lineBreak: false })
      })
      y += level === 1 ? 19 : 16
    }
    this.#furniture(this.#head.roman === true ? 'ii' : String(this.#pages))
  }

  page(page: LaidPage): void {
    const pdf = this.#addPage()
    this.#artifact('Layout', () => {
      for (const [x, y, width, height] of page.shades) pdf.rect(x, y, width, height).fill('#eceff3')
      for (const [x, y, width] of page.rules) pdf.rect(x, y, width, 0.5).fill('#9aa4b0')
      if (this.#head.cover === false && this.#pages === 1) pdf.rect(0, 0, paper.width, 8).fill(this.#colour())
    })
    if (this.#head.cover === false && this.#pages === 1) this.#masthead()
    for (const lines of groupByBlock(page.lines)) {
      const [first] = lines
      if (first === undefined) continue
      this.#row = first.row
      this.#tag(first.block, first.role, () => lines.forEach((line) => this.#line(line)))
    }
    const front = this.#head.roman === true ? 2 : 0
    this.#furniture(String(this.#pages - front))
  }

  end(front: number): void {
    this.#closeTable()
    this.#elements.forEach((element) => element.end())
    this.#tree?.end()
    if (this.#head.roman === true) {
      // pdfkit has no page labels of its own; the catalogue takes them as ISO 32000-1, 12.4.2 has them
      const labels = this.#pdf.ref({ Nums: [0, { S: 'r' }, front, { S: 'D' }] })
      const catalogue = (this.#pdf as unknown as { _root: { data: Record<string, unknown> } })._root
      catalogue.data['PageLabels'] = labels
      ;(labels as unknown as { end: () => void }).end()
    }
    this.#pdf.end()
  }

  #masthead(): void {
    const pdf = this.#pdf
    const { issuer, title, dated } = this.#head
    this.#tag(-1, 'P', () =>
      pdf.font(this.#bold).fontSize(11).fillColor(grey).text(issuer, paper.left, 62, { lineBreak: false }),
    )
    let y = 88
    for (const line of this.#broken(title, 22)) {
      this.#tag(-2, 'H1', () =>
        pdf.font(this.#bold).fontSize(22).fillColor(ink).text(line, paper.left, y, { lineBreak: false }),
      )
      y += 28
    }
    this.#tag(-4, 'P', () =>
      pdf
        .font(this.#regular)
        .fontSize(11)
        .fillColor(grey)
        .text(dated, paper.left, y + 6, { lineBreak: false }),
    )
  }

  #line({ text, x, y, role, stretch }: PlacedLine): void {
    const { size, bold } = typeOf[role]
    const pdf = this.#pdf.font(bold ? this.#bold : this.#regular).fontSize(size)
    pdf.fillColor(role.startsWith('H') ? this.#colour() : ink)
    const spaces = text.split(' ').length - 1
    const wordSpacing = stretch > 0 && spaces > 0 ? (stretch - this.widthOf(text, role)) / spaces : 0
    let left = x
    for (const part of text.split(/(\[\^\d+\])/)) {
      const mark = /^\[\^(\d+)\]$/.exec(part)?.[1]
      pdf.fontSize(mark === undefined ? size : size * 0.6)
      const shown = mark ?? part
      if (shown === '') continue
      pdf.text(shown, left, mark === undefined ? y : y - 1, {
        lineBreak: false,
        wordSpacing: mark === undefined ? wordSpacing : 0,
      })
      left += pdf.widthOfString(shown) + (mark === undefined ? wordSpacing * (shown.split(' ').length - 1) : 0)
    }
  }

  #furniture(number: string): void {
    const pdf = this.#pdf
    this.#artifact('Pagination', () => {
      pdf.font(this.#regular).fontSize(8.5).fillColor(grey)
      if (this.#head.cover !== false || this.#pages > 1) {
        pdf.text(this.#head.header ?? this.#head.title, paper.left, 42, { lineBreak: false })
      }
      pdf.text(this.#head.issuer, paper.left, paper.height - 50, { lineBreak: false })
      pdf.text(number, paper.width - paper.right - pdf.widthOfString(number), paper.height - 50, { lineBreak: false })
    })
  }

  #addPage(): PDFKit.PDFDocument {
    this.#pages++
    return this.#pdf.addPage()
  }

  #colour(): string {
    return this.#head.colour ?? '#1d4f76'
  }

  #broken(text: string, size: number): string[] {
    this.#pdf.font(size > 20 ? this.#bold : this.#regular).fontSize(size)
    const lines: string[] = []
    for (const word of text.split(' ')) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
      if (lines.length > 0 && this.#pdf.widthOfString(longer) <= paper.width - paper.left - paper.right)
        lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  }

  #artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    if (this.#tree === undefined) return draw()
    this.#pdf.markContent('Artifact', { type })
    draw()
    this.#pdf.endMarkedContent()
  }

  #tag(block: number, role: Role, draw: () => void): void {
    if (this.#tree === undefined) return draw()
    const cell = role === 'TH' || role === 'TD'
    if (!cell) this.#closeTable()
    const tag = role === 'Box' ? 'P' : role
    const element = this.#elements.get(block) ?? this.#pdf.struct(tag)
    const content = this.#pdf.markStructureContent(tag)
    draw()
    this.#pdf.endMarkedContent()
    element.add(content)
    if (this.#elements.has(block)) return
    this.#elements.set(block, element)
    if (!cell) return void this.#tree.add(element)
    this.#table ??= this.#pdf.struct('Table')
    const row = this.#rows.get(this.#row) ?? this.#pdf.struct('TR')
    row.add(element)
    if (this.#rows.has(this.#row)) return
    this.#rows.set(this.#row, row)
    this.#table.add(row)
  }

  #closeTable(): void {
    if (this.#table === undefined) return
    this.#tree?.add(this.#table)
    this.#table = undefined
  }
}

function groupByBlock(lines: readonly PlacedLine[]): PlacedLine[][] {
  const groups: PlacedLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    if (group?.[0]?.block === line.block) group.push(line)
    else groups.push([line])
  }
  return groups
}
