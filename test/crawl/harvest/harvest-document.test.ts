import { describe, expect, test } from 'vitest'

import { harvestDocument } from '../../../src/crawl/harvest/harvest-document.ts'
import { isSameResource } from '../../../src/crawl/harvest/live-route.ts'
import type { RouteName, Wanted } from '../../../src/crawl/harvest/route.ts'
import type { Edition } from '../../../src/model/edition.ts'
import { editionOf, fakeWeb, plainPage, type FakeAnswer, type FakeCapture } from './fake-web.ts'

const page = 'https://board.example/plan'
const file = 'https://board.example/files/plan.pdf'
const date = '2020-06-30'

async function harvest(
  live: Readonly<Record<string, FakeAnswer>>,
  options: {
    readonly captures?: readonly FakeCapture[]
    readonly edition?: Partial<Edition>
    readonly routes?: readonly RouteName[]
  } = {},
) {
  const { tools, asked } = fakeWeb(live, options.captures)
  const edition = editionOf(options.edition ?? {})
  const wanted: Wanted = { edition, editions: [edition], date }
  const result = await harvestDocument(wanted, { routes: options.routes ?? ['live', 'archive'], tools })
  const parts = result.ok
    ? result.parts.map(({ body, ...part }) => ({ ...part, text: Buffer.from(body).toString() }))
    : []
  return { result, parts, asked }
}

describe('harvestDocument(), live', () => {
  test('takes today’s file where the page was last updated before the date', async () => {
    const live = { [page]: plainPage({ updated: '3 March 2019', file: '/files/plan.pdf' }), [file]: 'the plan' }
    const { result, parts, asked } = await harvest(live)
    expect(result).toMatchObject({ ok: true, route: 'live' })
    expect(parts).toMatchObject([
      { url: file, text: 'the plan', rule: 'unchanged_since', published: '2019-03-03', archive: null },
    ])
    expect(asked).toEqual([`get ${page}`, `get ${file}`])
  })

  test('takes an edition’s own address without asking for its page', async () => {
    const edition = { source: { kind: 'url', url: file } } as const
    const { parts, asked } = await harvest({ [file]: 'the plan' }, { edition })
    expect(parts).toMatchObject([{ rule: 'edition_url', published: '2019-01-01' }])
    expect(asked).toEqual([`get ${file}`])
  })

  test('never takes the file that a redirect leads to instead', async () => {
    const edition = { source: { kind: 'url', url: file } } as const
    const { result } = await harvest(
      { [file]: { leadsTo: 'https://board.example/files/plan-2023.pdf' } },
      { edition, routes: ['live'] },
    )
    expect(result).toMatchObject({ ok: false, reason: 'replaced' })
  })

  test('asks no archive for a document that was not published yet', async () => {
    const edition = { published: null, publishedPrecision: null }
    const body = plainPage({ published: '4 May 2021', file: '/files/plan.pdf' })
    const { result, asked } = await harvest({ [page]: body }, { edition })
    expect(result).toMatchObject({ ok: false, reason: 'not_yet_published' })
    expect(asked.filter((line) => line.startsWith('list'))).toEqual([])
  })
})

describe('harvestDocument(), archive', () => {
  const today = { [page]: plainPage({ updated: '1 May 2023', file: '/files/plan-2023.pdf' }) }
  const then = (day: string, updated: string): FakeCapture => ({
    url: page,
    date: day,
    body: plainPage({ updated, file: '/files/plan.pdf' }),
  })

  test('takes the latest capture up to the date, with the file that the page named then', async () => {
    const captures = [
      then('2019-08-01', '3 March 2019'),
      then('2020-05-31', '3 March 2019'),
      { url: file, date: '2020-05-20', body: 'the plan' },
    ]
    const { result, parts } = await harvest(today, { captures })
    expect(result).toMatchObject({ ok: true, route: 'archive' })
    expect(parts).toMatchObject([
      {
        url: file,
        text: 'the plan',
        rule: 'latest_before',
        archive: 'fake',
        mementoDatetime: '2020-05-20T12:00:00Z',
        distanceDays: -41,
        published: '2019-03-03',
      },
    ])
  })

  test('goes on to an earlier capture where the latest is no document', async () => {
    const holding: FakeCapture = { url: page, date: '2020-06-20', body: { reason: 'not_the_document' } }
    const captures = [holding, then('2020-05-31', '3 March 2019'), { url: file, date: '2020-05-20', body: 'the plan' }]
    const { parts, asked } = await harvest(today, { captures })
    expect(parts).toHaveLength(1)
    expect(asked).toContain(`replay ${page} 2020-06-20`)
  })

  test('takes a later capture only where the page states no change since the date', async () => {
    const unchanged = [then('2020-07-20', '3 March 2019'), { url: file, date: '2020-07-20', body: 'the plan' }]
    expect((await harvest(today, { captures: unchanged })).parts).toMatchObject([
      { rule: 'earliest_after', distanceDays: 20 },
    ])
    const changed = [then('2020-07-20', '10 July 2020'), { url: file, date: '2020-07-20', body: 'a later plan' }]
    expect((await harvest(today, { captures: changed })).result).toMatchObject({ ok: false, reason: 'edition_unknown' })
  })

  test('says what was not captured, and tells of every route', async () => {
    const { result } = await harvest(today, { captures: [then('2020-05-31', '3 March 2019')] })
    expect(result).toMatchObject({ ok: false, reason: 'not_captured' })
    expect(result.ok ? '' : result.detail).toMatch(/^live: .*; archive: fake: .*plan\.pdf/)
  })

  test.each(['gone', 'robots', 'refused', 'not_found'] as const)(
    'that merely lacks the document takes nothing from what the site said: %s',
    async (reason) => {
      const { result } = await harvest({ [page]: { reason } })
      expect(result).toMatchObject({ ok: false, reason })
      expect(result.ok ? '' : result.detail).toMatch(/^live: .*; archive: fake: no capture/)
    },
  )

  test('is told with what the live site lacked', async () => {
    const captures = [{ url: file, date: '2020-01-01', body: 'the plan' }]
    const edition = { source: { kind: 'url', url: file } } as const
    const { result } = await harvest(
      { [file]: { leadsTo: 'https://board.example/files/new.pdf' } },
      { captures, edition },
    )
    expect(result).toMatchObject({ ok: true, route: 'archive', detail: expect.stringMatching(/^live: .*new\.pdf$/) })
  })

  test('is read by the publisher that the registry names, live too', async () => {
    const landing = 'https://board.example/government/publications/plan'
    const edition = { publisher: 'govuk', landingUrl: landing, source: { kind: 'url', url: landing } } as const
    const { asked } = await harvest({}, { edition })
    expect(asked.slice(0, 2)).toEqual([
      'get https://board.example/api/content/government/publications/plan',
      `get ${landing}`,
    ])
    const listed = `<section class="attachment"><h2 class="title"><a href="/files/plan.pdf">Plan for children</a></h2></section>`
    const listing = `<title>Plan for children</title><main id="content"><h1>Plan for children</h1><p>Published 3 March 2019</p>${listed}</main>`
    const captures = [
      { url: landing, date: '2020-05-31', body: listing },
      { url: file, date: '2020-05-31', body: 'the plan' },
    ]
    expect((await harvest({}, { edition, captures })).parts).toMatchObject([{ url: file, archive: 'fake' }])
  })

  test('is tried again at the next run where one route failed for a reason of the moment', async () => {
    const { result } = await harvest({ [page]: { reason: 'unreachable' } })
    expect(result).toMatchObject({ ok: false, reason: 'unreachable' })
  })

  test('is not asked where the pipeline leaves it out', async () => {
    const { asked } = await harvest(today, { routes: ['live'] })
    expect(asked).toEqual([`get ${page}`])
  })
})

test.each([
  ['http://board.example/a', 'https://www.board.example/a/', true],
  ['https://board.example/a', 'https://board.example/b', false],
  ['https://board.example/a?x=1', 'https://board.example/a', false],
])('isSameResource() of %s and %s is %j', (asked, given, same) => {
  expect(isSameResource(asked, given)).toBe(same)
})
