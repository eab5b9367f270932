import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../../src/extract/extract-bytes.ts'
import type { Extraction } from '../../../src/model/extraction.ts'
import { makePdf, prose, putLines } from '../make-pdf.ts'

async function extract(draw: (pdf: PDFKit.PDFDocument) => void): Promise<Extraction> {
  const result = await extractBytes(await makePdf(draw), { name: 'a.pdf' })
  if (!result.ok) throw new Error(result.detail)
  return result.extraction
}

function kindsOf({ blocks }: Extraction): string[] {
  return blocks.map((block) => `${block.kind}: ${block.text}`)
}

describe('words broken at a line’s end', () => {
  it('keep the hyphen of a compound and lose that of a break, and every join is listed', async () => {
    const { blocks, joins } = await extract((pdf) =>
      putLines(pdf, {
        x: 72,
        y: 72,
        lines: ['Staff had learned about trauma-', 'informed practice and about safe-', 'guarding beyond the family.'],
      }),
    )
    expect(blocks.map((block) => block.text)).toEqual([
      'Staff had learned about trauma-informed practice and about safeguarding beyond the family.',
    ])
    expect(joins).toEqual([
      { page: 1, left: 'trauma', right: 'informed', joined: 'trauma-informed' },
      { page: 1, left: 'safe', right: 'guarding', joined: 'safeguarding' },
    ])
  })
  it('are whole across pages, past the furniture and the notes between', async () => {
    const { blocks } = await extract((pdf) => {
      putLines(pdf, { x: 72, y: 700, lines: [...prose.slice(0, 3), 'They had begun to learn about extra-'] })
      pdf.fontSize(8)
      pdf.text('1 A note of smaller type about the inspection.', 72, 756, { lineBreak: false })
      pdf.fontSize(11).addPage()
      putLines(pdf, { x: 72, y: 72, lines: ['familial harm and what it asks of them.', ...prose] })
    })
    const whole = blocks.find((block) => block.text.includes('extra-familial harm'))
    expect(whole?.kind).toBe('paragraph')
    expect(new Set(whole?.pieces.map((piece) => piece.page))).toEqual(new Set([1, 2]))
    expect(blocks.find((block) => block.kind === 'footnote')?.text).toContain('A note of smaller type')
  })
})

describe('order of reading', () => {
  const left = [
    'Alpha opens this column with a sentence that',
    'fills each of its lines and then',
    'goes on to the very end of the',
    'column, where it is broken and',
    'will go on at the head of the',
  ]
  const right = [
    'second one, as anybody would read',
    'it. Beta is a new sentence and it',
    'also runs on until the last of',
    'these lines is reached, which is',
    'where the whole text ends.',
  ]
  it('takes one column after the other, below a heading across both', async () => {
    const { blocks } = await extract((pdf) => {
      pdf
        .fontSize(16)
        .text('A heading that stands across both of the columns', 72, 72, { lineBreak: false })
        .fontSize(11)
      // Row by row, as some programs write: the order of the file is not that of reading.
      for (const [at, line] of left.entries()) {
        putLines(pdf, { x: 72, y: 120 + 14 * at, lines: [line] })
        putLines(pdf, { x: 320, y: 120 + 14 * at, lines: [right[at] ?? ''] })
      }
    })
    expect(blocks.map((block) => block.text)).toEqual([
      'A heading that stands across both of the columns',
      [...left, ...right].join(' '),
    ])
  })
  it('keeps two columns apart where one of them holds a table', async () => {
    const more = left.map((line) => line.replace('Alpha', 'Gamma'))
    const rows = [
      ['Level', 'Who', 'What'],
      ['Aware', 'Everyone', 'Knows'],
      ['Informed', 'Workers', 'Change'],
      ['Skilled', 'Some', 'Support'],
    ]
    const beside = [...right.slice(0, 4), ...right.slice(1, 4), ...right.slice(1, 4), ...right.slice(1)]
    const { blocks } = await extract((pdf) => {
      putLines(pdf, { x: 72, y: 72, lines: [...left.slice(0, 4), 'column and ends here.'] })
      for (const [at, row] of rows.entries()) {
        for (const [cell, text] of row.entries()) pdf.text(text, 72 + 75 * cell, 158 + 14 * at, { lineBreak: false })
      }
      putLines(pdf, { x: 72, y: 228, lines: [...more.slice(0, 4), 'column until the whole breaks at the'] })
      putLines(pdf, { x: 320, y: 72, lines: beside })
    })
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'table', 'paragraph'])
    expect(blocks[1]?.text).toBe(rows.map((row) => row.join(' | ')).join('\n'))
    expect(blocks[2]?.text).toMatch(/^Gamma opens .* breaks at the second one, as .* text ends\.$/)
  })
  it('keeps a table’s rows together', async () => {
    const rows = [
      ['Judgement', 'Grade'],
      ['Help and protection', 'Good'],
      ['Children in care', 'Outstanding'],
      ['Overall effectiveness', 'Good'],
    ]
    const { blocks } = await extract((pdf) => {
      for (const [at, [name = '', grade = '']] of rows.entries()) {
        pdf.text(name, 72, 100 + 22 * at, { lineBreak: false })
        pdf.text(grade, 360, 100 + 22 * at, { lineBreak: false })
      }
      putLines(pdf, { x: 72, y: 230, lines: prose })
    })
    expect(blocks[0]).toMatchObject({ kind: 'table', text: rows.map((row) => row.join(' | ')).join('\n') })
    expect(blocks[1]).toMatchObject({ kind: 'paragraph', text: prose.join(' ') })
  })
})

describe('page furniture', () => {
  async function pages(count: number, header: (page: number) => string): Promise<Extraction> {
    return extract((pdf) => {
      for (let page = 1; page <= count; page++) {
        if (page > 1) pdf.addPage()
        pdf.text(header(page), 72, 30, { lineBreak: false })
        putLines(pdf, { x: 72, y: 90, lines: [`Section ${'I'.repeat(page)} begins. ${prose[0]}`, ...prose.slice(1)] })
        pdf.page.margins.bottom = 0
        pdf.text(String(page), 290, 800, { lineBreak: false })
      }
    })
  }
  it('is what several pages repeat at their edge, figures apart', async () => {
    const extraction = await pages(4, (page) => `Annual report, part ${page}`)
    const kinds = extraction.blocks.map((block) => block.kind)
    expect(kinds.filter((kind) => kind === 'running_header')).toHaveLength(4)
    expect(kinds.filter((kind) => kind === 'page_number')).toHaveLength(4)
    expect(extraction.blocks.filter((block) => block.kind === 'paragraph')).toHaveLength(4)
  })
  it('is not what stands at the edge of one page, however short', async () => {
    const extraction = await pages(4, (page) => ['Trauma', 'Context', 'Transition', 'Harm'][page - 1] ?? '')
    expect(kindsOf(extraction).filter((block) => block.startsWith('running_'))).toEqual([])
  })
  it('is what both of two pages repeat at their edge, apart from the text', async () => {
    const { blocks } = await pages(2, (page) => `The same words, page ${page}`)
    expect(blocks.filter((block) => block.kind === 'page_number')).toHaveLength(2)
    expect(blocks.filter((block) => block.kind === 'running_header')).toHaveLength(2)
  })
  it('is not what stands on one of two pages, in the type of the text', async () => {
    const extraction = await pages(2, (page) => ['Trauma', 'Context'][page - 1] ?? '')
    expect(kindsOf(extraction).filter((block) => block.startsWith('running_'))).toEqual([])
  })
  it('is what parts a sentence that runs over the second of two pages, which is whole', async () => {
    const { blocks } = await extract((pdf) => {
      putLines(pdf, { x: 72, y: 640, lines: prose.slice(0, 3) })
      pdf.page.margins.bottom = 0
      pdf.fontSize(8).text('Inspectorate 1', 72, 800, { lineBreak: false })
      pdf.addPage()
      pdf.page.margins.bottom = 0
      pdf.text('Inspection report', 72, 40, { lineBreak: false }).fontSize(11)
      putLines(pdf, { x: 72, y: 90, lines: prose.slice(3) })
      pdf.fontSize(8).text('Inspectorate 2', 72, 800, { lineBreak: false })
    })
    expect(kindsOf({ blocks } as Extraction)).toEqual([
      `paragraph: ${prose.join(' ')}`,
      'running_footer: Inspectorate 1',
      'running_header: Inspection report',
      'running_footer: Inspectorate 2',
    ])
  })
  async function single(options: { readonly foot: string; readonly size: number; readonly y: number }) {
    const { blocks } = await extract((pdf) => {
      pdf.fontSize(20).text('Guidance for everyone', 72, 400, { lineBreak: false }).fontSize(11)
      putLines(pdf, { x: 72, y: 700, lines: prose })
      pdf.page.margins.bottom = 0
      pdf.fontSize(options.size).text(options.foot, 72, options.y, { lineBreak: false })
    })
    return blocks.at(-1)?.kind
  }
  it.each(['Inspectorate, page 1', 'Inspectorate 1 of 1', 'Guidance for everyone'])(
    'is, on a single page, a small line far from the text that numbers it or repeats the title: %s',
    async (foot) => {
      expect(await single({ foot, size: 8, y: 800 })).toBe('running_footer')
    },
  )
  it.each([
    { foot: 'Trauma-informed practice', size: 8, y: 800 },
    { foot: 'Inspectorate, page 1', size: 11, y: 800 },
    { foot: 'Inspectorate, page 1', size: 8, y: 765 },
  ])('is nothing else on a single page: %o', async (line) => {
    expect(await single(line)).not.toBe('running_footer')
  })
  it.each([
    { count: 2, texts: (page: number) => [recurring(page)] },
    { count: 3, texts: (page: number) => [recurring(page)] },
    { count: 5, texts: (page: number) => [recurring(page), recurring(page + 5)] },
    { count: 5, texts: (page: number) => [`Service ${page} was trauma-informed.`, recurring(page)] },
    { count: 5, texts: (page: number) => [`Practice ${page} is trauma-informed`] },
  ])('is never the text of $count pages that differ in a number alone', async ({ count, texts }) => {
    const { blocks } = await extract((pdf) => {
      for (let page = 1; page <= count; page++) {
        if (page > 1) pdf.addPage()
        pdf.text(texts(page).join('\n\n'), 72, 72)
      }
    })
    expect(blocks.map((block) => block.text)).toEqual(Array.from({ length: count }, (_, at) => texts(at + 1)).flat())
    expect(new Set(blocks.map((block) => block.kind))).toEqual(new Set(['paragraph']))
  })
})

function recurring(number: number): string {
  return `Service ${number} told us that practice there was trauma informed, that it was part of every plan that they made with young people, and that staff had the time to talk.`
}

describe('kinds of blocks', () => {
  it('tells titles, headings with their levels and sections, numbers and lists', async () => {
    const { blocks, title } = await extract((pdf) => {
      pdf.fontSize(24).text('Guidance for everyone', 72, 72, { lineBreak: false })
      pdf.fontSize(16).text('1 What this is about', 72, 120, { lineBreak: false }).fontSize(11)
      putLines(pdf, { x: 72, y: 150, lines: prose })
      pdf.font('Helvetica-Bold').text('Who it is for', 72, 230, { lineBreak: false }).font('Helvetica')
      pdf.text('1.1', 72, 250, { lineBreak: false })
      putLines(pdf, { x: 108, y: 250, lines: prose.slice(0, 2) })
      putLines(pdf, { x: 72, y: 300, lines: ['•  social workers', '•  teachers and others'] })
    })
    expect(title).toBe('Guidance for everyone')
    expect(blocks.map(({ kind, level, number }) => ({ kind, level, number }))).toEqual([
      { kind: 'title', level: null, number: null },
      { kind: 'heading', level: 1, number: '1' },
      { kind: 'paragraph', level: null, number: null },
      { kind: 'heading', level: 2, number: null },
      { kind: 'paragraph', level: null, number: '1.1' },
      { kind: 'list_item', level: 1, number: null },
      { kind: 'list_item', level: 1, number: null },
    ])
    expect(blocks.at(-1)?.section).toEqual(['1 What this is about', 'Who it is for'])
  })
  it('tells a list of contents from what it lists', async () => {
    const extraction = await extract((pdf) => {
      pdf.fontSize(16).text('Contents', 72, 72, { lineBreak: false }).fontSize(11)
      putLines(pdf, { x: 72, y: 110, lines: [`Introduction ${'.'.repeat(60)} 3`, `Referrals ${'.'.repeat(62)} 14`] })
      putLines(pdf, { x: 72, y: 180, lines: prose })
    })
    expect(extraction.blocks.map((block) => block.kind)).toEqual(['heading', 'contents', 'contents', 'paragraph'])
  })
  it('calls what stands under References a reference', async () => {
    const { blocks } = await extract((pdf) => {
      putLines(pdf, { x: 72, y: 72, lines: prose })
      pdf.fontSize(16).text('References', 72, 150, { lineBreak: false }).fontSize(11)
      putLines(pdf, { x: 72, y: 180, lines: ['Firmin, C. (2020) Contextual Safeguarding and Child Protection.'] })
    })
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'heading', 'reference'])
  })
})
