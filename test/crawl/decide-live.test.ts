import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideLive, type KnownEdition, type LiveQuestion } from '../../src/crawl/decide-live.ts'
import type { Attachment, Landing } from '../../src/crawl/publishers/publisher.ts'

const assets = 'https://assets.publishing.service.gov.uk'
const snapshot = '2020-06-30'

function part(url: string, title = 'Carrying lamps'): Attachment {
  return { url, title, kind: 'file', mediaType: 'application/pdf', locale: null }
}

/** A file whose media id says that it was uploaded at noon of a day. */
function uploadedOn(day: string, title?: string): Attachment {
  const seconds = Date.parse(`${day}T12:00:00Z`) / 1000
  return part(`${assets}/media/${seconds.toString(16)}aaaaaaaaaaaaaaaa/lamps.pdf`, title)
}

const undated = part(`${assets}/government/uploads/system/uploads/attachment_data/file/123456/lamps.pdf`)

function edition(published: string | null, more: Partial<KnownEdition> = {}): KnownEdition {
  const source = { kind: 'url', url: 'https://www.gov.uk/lamps' } as const
  return { published, publishedPrecision: 'day', inForce: null, label: '', rolling: false, source, ...more }
}

function decide(landing: Partial<Landing>, question: Partial<LiveQuestion> = {}) {
  const page = {
    title: 'Carrying lamps',
    published: null,
    updated: null,
    withdrawn: null,
    history: [],
    attachments: [],
    isDocument: false,
  }
  return decideLive(
    { ...page, ...landing },
    { date: snapshot, by: 'published', parts: [undated], editions: [], ...question },
  )
}

describe('decideLive(): unchanged_since', () => {
  it('holds where the last update is not after the snapshot, fairly by the page alone', () => {
    for (const updated of ['2018-07-04', snapshot]) {
      expect(decide({ published: '2016-01-01', updated })).toMatchObject({
        stands: true,
        rule: 'unchanged_since',
        strength: 'fair',
      })
    }
    expect(decide({ published: '2016-01-01' })).toMatchObject({ stands: true, rule: 'unchanged_since' })
  })

  it('holds strongly where the file’s upload time agrees', () => {
    const parts = [uploadedOn('2018-07-04')]
    expect(decide({ updated: '2018-07-04' }, { parts })).toMatchObject({ stands: true, strength: 'strong' })
  })

  it('does not hold where the page was updated later', () => {
    expect(decide({ updated: '2020-07-01' })).toMatchObject({ stands: false, reason: 'edition_unknown' })
    const history = [{ date: '2021-01-01', note: 'Updated.' }]
    expect(decide({ updated: '2018-01-01', history })).toMatchObject({ stands: false })
  })

  it('does not hold where a file was replaced silently, though the page says nothing', () => {
    const parts = [uploadedOn('2018-07-04'), uploadedOn('2021-02-01')]
    expect(decide({ updated: '2018-07-04' }, { parts })).toMatchObject({
      stands: false,
      reason: 'edition_unknown',
      detail: 'the file was uploaded on 2021-02-01',
    })
  })

  it('does not hold without a date', () => {
    expect(decide({})).toMatchObject({ stands: false, reason: 'edition_unknown', detail: 'the page states no date' })
  })

  it('does not hold for a rolling text by the page alone', () => {
    const editions = [edition('2018-01-01', { rolling: true })]
    expect(decide({ updated: '2018-07-04' }, { editions })).toMatchObject({ stands: false, reason: 'edition_unknown' })
    const parts = [uploadedOn('2018-07-04')]
    expect(decide({ updated: '2018-07-04' }, { editions, parts })).toMatchObject({ stands: true, strength: 'strong' })
  })

  it('does not hold where the registry knows a later edition that the page does not show', () => {
    expect(decide({ updated: '2018-07-04' }, { editions: [edition('2020-02-01')] })).toMatchObject({ stands: false })
  })
})

describe('decideLive(): file_unchanged_since', () => {
  const history = [
    { date: '2023-05-01', note: 'Added a translation.' },
    { date: '2018-07-04', note: 'New edition.' },
  ]

  it('holds where the file was uploaded and published before, whatever was updated later', () => {
    const parts = [uploadedOn('2018-07-02')]
    expect(decide({ history }, { parts })).toMatchObject({
      stands: true,
      rule: 'file_unchanged_since',
      strength: 'strong',
    })
  })

  it('does not hold where the file waited for an update after the snapshot', () => {
    expect(decide({ history }, { parts: [uploadedOn('2020-06-25')] })).toMatchObject({ stands: false })
  })

  it('does not hold where the registry knows a later edition before the snapshot', () => {
    const parts = [uploadedOn('2018-07-02')]
    expect(decide({ history }, { parts, editions: [edition('2019-09-01')] })).toMatchObject({ stands: false })
    expect(decide({ history }, { parts, editions: [edition('2018-07-04')] })).toMatchObject({ stands: true })
  })

  it('does not hold where one of several files says nothing of its time', () => {
    expect(decide({ history }, { parts: [uploadedOn('2018-07-02'), undated] })).toMatchObject({ stands: false })
  })
})

describe('decideLive(): edition_date', () => {
  const landing = { published: '2016-01-01', updated: '2023-09-01' }
  const known = [edition('2018-07-04'), edition('2020-06-17'), edition('2023-09-01')]

  it('holds strongly by the registry’s own address of the edition, on either host', () => {
    const url = undated.url.replace(assets, 'https://www.gov.uk')
    const editions = [edition('2020-06-17', { source: { kind: 'url', url } }), edition('2023-09-01')]
    expect(decide(landing, { editions })).toMatchObject({ stands: true, rule: 'edition_date', strength: 'strong' })
  })

  it('does not hold by an address under which other bytes may come to stand', () => {
    const url = 'https://board.example/lamps.pdf'
    const editions = [edition('2020-06-17', { source: { kind: 'url', url } })]
    expect(decide(landing, { editions, parts: [part(url)] })).toMatchObject({ stands: false })
  })

  it.each([
    ['17 June 2020', true],
    ['June 2020', true],
    ['4 July 2018', false],
    ['September 2023', false],
  ])('holds fairly where the file’s title says %j: %s', (words, stands) => {
    const parts = [part('https://board.example/lamps.pdf', `Carrying lamps, ${words}`)]
    expect(decide(landing, { editions: known, parts }).stands).toBe(stands)
  })

  it('does not hold by a month in which there were two editions', () => {
    const parts = [part('https://board.example/lamps_june_2020.pdf')]
    expect(decide(landing, { editions: known, parts })).toMatchObject({ stands: true, strength: 'fair' })
    expect(decide(landing, { editions: [...known, edition('2020-06-02')], parts })).toMatchObject({ stands: false })
  })

  it('holds fairly by a label with a number that is the edition’s alone', () => {
    const editions = [edition('2018-07-04', { label: 'Lamps 2018' }), edition('2020-06-17', { label: 'Lamps 2020' })]
    const parts = [part('https://board.example/a.pdf', 'Carrying lamps (2020)')]
    expect(decide(landing, { editions, parts })).toMatchObject({ stands: true, rule: 'edition_date', strength: 'fair' })
    expect(decide(landing, { editions, parts: [part('https://board.example/a.pdf')] })).toMatchObject({ stands: false })
  })
})

describe('decideLive(): in force', () => {
  const editions = [edition('2019-09-02'), edition('2020-06-17', { inForce: '2020-09-01' })]
  const landing = { published: '2016-01-01', updated: '2020-06-17' }

  it('counts an edition from its publication or from its coming into force, as asked', () => {
    expect(decide(landing, { editions })).toMatchObject({ stands: true, rule: 'unchanged_since' })
    expect(decide(landing, { editions, by: 'in_force' })).toMatchObject({ stands: false, reason: 'edition_unknown' })
    expect(decide(landing, { editions, by: 'in_force', date: '2020-09-01' })).toMatchObject({ stands: true })
  })
})

describe('decideLive(): not there', () => {
  it('says that nothing was published yet', () => {
    expect(decide({ published: '2022-07-01' })).toMatchObject({ stands: false, reason: 'not_yet_published' })
    expect(decide({ published: '2016-01-01' }, { editions: [edition('2022-07-01')] })).toMatchObject({
      reason: 'not_yet_published',
    })
  })

  it('trusts the registry where the page came later than the text', () => {
    expect(decide({ published: '2022-07-01' }, { editions: [edition('2016-01-01')] })).toMatchObject({
      reason: 'edition_unknown',
    })
  })

  it('does not stand once withdrawn, but before', () => {
    expect(decide({ updated: '2016-01-01', withdrawn: '2020-06-30' })).toMatchObject({ stands: false })
    expect(decide({ updated: '2016-01-01', withdrawn: '2020-07-01' })).toMatchObject({ stands: true })
  })

  it('never lets a file stand that was uploaded after the snapshot', () => {
    const days = fc
      .date({ min: new Date('2018-04-01'), max: new Date('2024-12-31'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10))
    fc.assert(
      fc.property(days, days, days, fc.array(days), (uploaded, date, updated, history) => {
        fc.pre(uploaded > date)
        const landing = { updated, history: history.map((one) => ({ date: one, note: '' })) }
        expect(decide(landing, { date, parts: [uploadedOn(uploaded)] }).stands).toBe(false)
      }),
    )
  })
})
