import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../../src/extract/extract-bytes.ts'

async function makeDocx(): Promise<Uint8Array> {
  const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] })
  const document = new Document({
    footnotes: { 1: { children: [new Paragraph('See the handbook.')] } },
    sections: [
      {
        children: [
          new Paragraph({ text: 'Practice guidance', heading: HeadingLevel.TITLE }),
          new Paragraph({ text: '2 Our approach', heading: HeadingLevel.HEADING_1 }),
          new Paragraph({ children: [new TextRun('We work in a trauma‑informed way.'), new FootnoteReferenceRun(1)] }),
          new Paragraph({ text: 'Listening first', bullet: { level: 0 } }),
          new Table({
            rows: [
              new TableRow({ children: [cell('Nation'), cell('Year')] }),
              new TableRow({ children: [cell('Wales'), cell('2020')] }),
            ],
          }),
        ],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

describe('docxFormat.read()', () => {
  it('keeps headings, lists, tables and notes', async () => {
    const result = await extractBytes(await makeDocx(), { name: 'guidance.docx' })
    expect(result.ok && result.extraction).toMatchObject({ format: 'docx', title: 'Practice guidance', pages: [] })
    const blocks = result.ok ? result.extraction.blocks : []
    expect(blocks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'title: Practice guidance',
      'heading: 2 Our approach',
      'paragraph: We work in a trauma‑informed way.',
      'list_item: Listening first',
      'table: Nation | Year\nWales | 2020',
      'footnote: See the handbook.',
    ])
    expect(blocks[2]?.section).toEqual(['2 Our approach'])
  })
  it('is read whatever its name', async () => {
    const result = await extractBytes(await makeDocx(), { name: 'guidance.pdf' })
    expect(result.ok && result.extraction.misnamed).toBe(true)
  })
  it('refuses an archive that would unpack to more than 200 MB, before unpacking', async () => {
    const zip = zipSync({ '[Content_Types].xml': new Uint8Array(10), 'word/document.xml': new Uint8Array(1000) })
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
    // The size in each entry of the directory (APPNOTE.TXT 4.3.12) is what unpacking would have to hold.
    for (let at = 0; at + 46 < zip.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 300 * 1024 * 1024, true)
    }
    expect(await extractBytes(zip, { name: 'bomb.docx' })).toMatchObject({ ok: false, reason: 'too_large' })
  })
  it('calls a cut archive damaged', async () => {
    const bytes = await makeDocx()
    expect(await extractBytes(bytes.slice(0, bytes.length / 2), { name: 'a.docx' })).toMatchObject({
      reason: 'damaged',
    })
  })
})
