import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseAttachment } from '../../src/crawl/choose-attachment.ts'
import type { Attachment, Landing } from '../../src/crawl/publishers/publisher.ts'

const pageUrl = 'https://www.gov.uk/government/publications/lamps'

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

function file(title: string, name = `${title}.pdf`, more: Partial<Attachment> = {}): Attachment {
  const extension = name.split('.').at(-1) as keyof typeof types
  const url = `https://files.example/${encodeURIComponent(name)}`
  return { url, title, kind: 'file', mediaType: types[extension] ?? null, locale: null, ...more }
}

function html(title: string, more: Partial<Attachment> = {}): Attachment {
  return { url: `${pageUrl}/${encodeURIComponent(title)}`, title, kind: 'html', mediaType: null, locale: null, ...more }
}

function choose(
  attachments: readonly Attachment[],
  { title = 'Carrying lamps', wanted = null as string | null, isDocument = false } = {},
) {
  const landing: Landing = {
    title,
    published: null,
    updated: null,
    withdrawn: null,
    history: [],
    attachments,
    isDocument,
  }
  const { parts, leftOut } = chooseAttachment(landing, { pageUrl, wanted })
  return {
    parts: parts.map((part) => part.title),
    leftOut: leftOut.map((one) => [one.attachment.title, one.reason]),
    whole: parts,
  }
}

describe('chooseAttachment()', () => {
  it('takes the only file of a page, whatever its title', () => {
    expect(choose([file('Annex B: summary')]).parts).toEqual(['Annex B: summary'])
  })

  it('takes none where there is none', () => {
    expect(choose([])).toMatchObject({ parts: [], leftOut: [] })
  })

  it.each([
    ['a Welsh title', file('Cario lampau (Cymraeg)')],
    ['a Welsh version', file('Carrying lamps: Welsh version')],
    ['a declared language', file('Cario lampau', 'c.pdf', { locale: 'cy' })],
    ['a file name', file('Carrying lamps 2', 'lamps_cy.pdf')],
    ['another language in brackets', file('Carrying lamps (Polish)')],
    ['another language at the end', file('Carrying lamps - Urdu')],
  ])('leaves out a version in another language: %s', (_, translation) => {
    expect(choose([translation, file('Carrying lamps')])).toMatchObject({
      parts: ['Carrying lamps'],
      leftOut: [[translation.title, 'other_language']],
    })
  })

  it('does not take the name of a people or government for a language', () => {
    expect(choose([file('Welsh Government guidance on carrying lamps')]).parts).toHaveLength(1)
    expect(choose([file('Polish and Somali families: carrying lamps')]).parts).toHaveLength(1)
  })

  it('never takes a translation, even where it is alone', () => {
    expect(choose([file('Cario lampau', 'a.pdf', { locale: 'cy' })]).parts).toEqual([])
  })

  it.each(['Carrying lamps: easy read', 'Carrying lamps (large print)', 'Carrying lamps: BSL'])(
    'leaves out %j',
    (title) => {
      expect(choose([file(title), file('Carrying lamps')])).toMatchObject({
        parts: ['Carrying lamps'],
        leftOut: [[title, 'reader_version']],
      })
    },
  )

  it.each([
    'Annex A: lamps',
    'Carrying lamps: executive summary',
    'Equality impact assessment: lamps',
    'Lamp referral form',
    'Flow chart for lamps',
    'Carrying lamps: government response',
    'Carrying lamps: summary of changes',
  ])('leaves out %j beside the main text', (title) => {
    const result = choose([file(title), file('Carrying lamps: statutory guidance')])
    expect(result).toMatchObject({ parts: ['Carrying lamps: statutory guidance'], leftOut: [[title, 'side_material']] })
  })

  it('does not count a word that the page’s own title has', () => {
    const result = choose([file('Lamp summary form'), file('Annex')], { title: 'Lamp summary form' })
    expect(result.parts).toEqual(['Lamp summary form'])
  })

  it('leaves out what is no text', () => {
    expect(choose([file('Carrying lamps', 'a.xlsx'), file('Carrying lamps', 'a.pdf')]).leftOut).toEqual([
      ['Carrying lamps', 'not_a_text'],
    ])
  })

  it('counts one text in several formats once: PDF, Word, OpenDocument, page', () => {
    const all = [
      html('Carrying lamps (accessible version)'),
      file('Carrying lamps', 'a.odt'),
      file('Carrying Lamps (Word)', 'a.docx'),
      file('Carrying lamps', 'a.pdf'),
    ]
    for (const [drop, taken] of [
      [0, 'a.pdf'],
      [1, 'a.docx'],
      [2, 'a.odt'],
      [3, '(accessible version)'],
    ] as const) {
      const { whole, leftOut } = choose(all.slice(0, all.length - drop))
      expect(whole.map(({ url }) => decodeURIComponent(url))).toEqual([expect.stringContaining(taken)])
      expect(leftOut.every(([, reason]) => reason === 'same_text')).toBe(true)
    }
  })

  it('takes the English page where only the Welsh text is a file', () => {
    expect(choose([file('Cario lampau', 'a_cy.pdf'), html('Carrying lamps')]).parts).toEqual(['Carrying lamps'])
  })

  it('takes the text whose title is nearest the page’s, a part of it being further', () => {
    const title = 'Keeping lamps lit in schools'
    const part = file('Keeping lamps lit in schools 2022: part one, for all who walk ahead')
    const other = file('Regulated lighting: scope')
    const result = choose([other, part, file('Keeping lamps lit in schools 2022')], { title })
    expect(result.parts).toEqual(['Keeping lamps lit in schools 2022'])
    expect(result.leftOut).toEqual([
      [other.title, 'not_the_main_text'],
      [part.title, 'not_the_main_text'],
    ])
  })

  it('takes all of several numbered parts', () => {
    const volumes = ['Volume 1: oil', 'Volume 2: wicks', 'Volume 3: glass']
    expect(choose([...volumes.map((title) => file(title)), file('Annex to the volumes')]).parts).toEqual(volumes)
    expect(choose([file('Carrying lamps'), file('Part 1: oil'), file('Part 2: wicks')]).parts).toEqual([
      'Carrying lamps',
    ])
  })

  it('takes a file of another site only where there is nothing else', () => {
    const external = file('Carrying lamps', 'a.pdf', { kind: 'external' })
    expect(choose([external]).parts).toEqual(['Carrying lamps'])
    expect(choose([external, file('The lamp code', 'b.pdf')]).leftOut).toEqual([['Carrying lamps', 'elsewhere']])
  })

  it('takes all sections where no file has the whole', () => {
    const sections = [html('One', { kind: 'section' }), html('Two', { kind: 'section' })]
    expect(choose(sections).parts).toEqual(['One', 'Two'])
    const withFile = choose([...sections, file('Carrying lamps')])
    expect(withFile).toMatchObject({
      parts: ['Carrying lamps'],
      leftOut: [
        ['One', 'same_text'],
        ['Two', 'same_text'],
      ],
    })
  })

  it('takes the page itself where it is the document', () => {
    const { whole, leftOut } = choose([file('Form')], { isDocument: true })
    expect(whole).toMatchObject([{ url: pageUrl, kind: 'html', title: 'Carrying lamps' }])
    expect(leftOut).toEqual([['Form', 'side_material']])
  })

  it('takes what the registry names, also where a rule would leave it out', () => {
    const all = [file('Carrying lamps', 'lamps.pdf'), file('Annex A', 'annex-a.pdf'), file('Annex B', 'annex-b.pdf')]
    expect(choose(all, { wanted: 'lamps.pdf | annex-a.pdf' })).toMatchObject({
      parts: ['Carrying lamps', 'Annex A'],
      leftOut: [['Annex B', 'not_named']],
    })
    expect(choose(all, { wanted: 'annex*' }).parts).toEqual(['Annex A', 'Annex B'])
    expect(choose(all, { wanted: 'https://files.example/annex-b.pdf' }).parts).toEqual(['Annex B'])
    expect(choose(all, { wanted: 'not there' }).parts).toEqual([])
  })

  it('takes or leaves every attachment, each once', () => {
    const titles = fc.constantFrom(
      'Carrying lamps',
      'Annex A',
      'Part 1',
      'Part 2',
      'Easy read',
      'Cymraeg',
      'Carrying lamps (Word)',
      '',
    )
    const attachments = fc.uniqueArray(
      fc.record({
        url: fc.nat(99).map((number) => `https://files.example/${number}`),
        title: titles,
        kind: fc.constantFrom('file', 'html', 'section', 'external'),
        mediaType: fc.constantFrom(null, ...Object.values(types)),
        locale: fc.constantFrom(null, 'en', 'cy'),
      }),
      { selector: ({ url }) => url },
    )
    fc.assert(
      fc.property(attachments, fc.constantFrom(null, 'Annex*'), (all, wanted) => {
        const { whole, leftOut } = choose(all, { wanted })
        expect(whole.length + leftOut.length).toBe(all.length)
        expect(whole.every((part) => all.some((one) => one === part))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})
