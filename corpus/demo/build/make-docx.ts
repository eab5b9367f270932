import {
  AlignmentType,
  Document,
  Footer,
  FootnoteReferenceRun,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type ParagraphChild,
} from 'docx'
import { strToU8, strFromU8, unzipSync, zipSync } from 'fflate'
import { withoutBreaks } from './wrap-lines.ts'
import type { SourceBlock, SourceDocument } from './source-document.ts'

const headings = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const

/** Makes the Word file of a source; the same source gives the same bytes. */
export async function makeDocx({ head, blocks, notes }: SourceDocument): Promise<Buffer> {
  const file = new Document({
    title: head.title,
    creator: head.issuer,
    styles: { default: { document: { run: { font: 'Calibri', size: 22 } } } },
    numbering: {
      config: [
        {
          reference: 'bullets',
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.LEFT,
              style: { paragraph: { indent: { left: 480, hanging: 240 } } },
            },
          ],
        },
      ],
    },
    footnotes: Object.fromEntries([...notes].map(([mark, text]) => [mark, { children: [new Paragraph(text)] }])),
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                children: [new TextRun(`${head.issuer}  `), new TextRun({ children: [PageNumber.CURRENT] })],
              }),
            ],
          }),
        },
        children: [
          new Paragraph({ text: head.title, heading: HeadingLevel.TITLE }),
          ...(head.subtitle === undefined ? [] : [new Paragraph(head.subtitle)]),
          new Paragraph(`${head.issuer}, ${head.dated}`),
          ...blocks.flatMap(docxOf),
        ],
      },
    ],
  })
  return settle(await Packer.toBuffer(file), head.made)
}

const runs = (text: string): ParagraphChild[] =>
  withoutBreaks(text)
    .split(/(\[\^\d+\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const mark = /^\[\^(\d+)\]$/.exec(part)?.[1]
      return mark === undefined ? new TextRun(part) : new FootnoteReferenceRun(Number(mark))
    })

function docxOf(block: SourceBlock): (Paragraph | Table)[] {
  const spacing = { after: 140 }
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({ children: runs(block.text), heading: headings[block.level - 1] ?? HeadingLevel.HEADING_3 }),
      ]
    case 'paragraph':
      return [new Paragraph({ children: runs(block.text), spacing })]
    case 'item':
      return [new Paragraph({ children: runs(block.text), numbering: { reference: 'bullets', level: 0 } })]
    case 'box':
      return block.paragraphs.map(
        (text) => new Paragraph({ children: runs(text), spacing, indent: { left: 480, right: 480 } }),
      )
    case 'table':
      return [
        new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: block.rows.map(
            (row, index) =>
              new TableRow({
                tableHeader: index === 0,
                children: row.map((cell) => new TableCell({ children: [new Paragraph({ children: runs(cell) })] })),
              }),
          ),
        }),
        new Paragraph(''),
      ]
    case 'break':
      return []
  }
}

/** Times of the day of writing and names made up at random are replaced, so that the bytes stay the same. */
function settle(bytes: Uint8Array, made: string): Buffer {
  const names = new Map<string, string>()
  const entries = Object.entries(unzipSync(bytes)).map(([name, content]) => {
    if (!/\.(xml|rels)$/.test(name)) return [name, content] as const
    const text = strFromU8(content)
      .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${made}T09:00:00Z`)
      .replace(/"(?:rId)?([a-z0-9_-]{21})"/g, (_, id: string) => {
        const settled = names.get(id) ?? `settled${names.size + 1}`
        names.set(id, settled)
        return `"rId${settled}"`
      })
    return [name, strToU8(text)] as const
  })
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: '2020-01-01T00:00:00', level: 9 }))
}
