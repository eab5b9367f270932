import { describe, expect, it } from 'vitest'
import { captureWindow, chooseCaptures } from '../../../src/crawl/archives/choose-captures.ts'
import { createWayback } from '../../../src/crawl/archives/wayback.ts'
import type { HeldCapture } from '../../servers/held-capture.ts'
import type { ArchiveFaults } from '../../servers/serve-archive.ts'
import { http } from '../fetch-setup.ts'
import { accessTo, startArchive } from './archive-setup.ts'

const page = 'https://www.gov.uk/government/publications/kcsie'
const date = '2020-06-30'
const between = captureWindow({ date })
const captures: readonly HeldCapture[] = [
  { url: page, datetime: '2017-01-01T00:00:00Z', body: 'old' },
  { url: page, datetime: '2019-03-01T00:00:00Z', body: 'one' },
  { url: 'http://www.gov.uk/government/publications/kcsie/', datetime: '2019-04-01T00:00:00Z', status: 301 },
  { url: page, datetime: '2020-06-17T09:30:12Z', body: 'two' },
  { url: page, datetime: '2020-06-20T00:00:00Z', revisitOf: '2020-06-17T09:30:12Z' },
  { url: page, datetime: '2021-01-01T00:00:00Z', body: 'late' },
]

async function start(faults: ArchiveFaults = {}, held = captures) {
  const { server, access, clock } = await startArchive({ kind: 'wayback', captures: held, faults })
  return { server, clock, wayback: createWayback(access) }
}

describe('createWayback().listCaptures()', () => {
  it('lists what lies in the window, oldest first, with revisits resolved by digest', async () => {
    const { wayback } = await start()
    const list = await wayback.listCaptures(page, between)
    expect(list.ok && list.captures.map(({ datetime, status, isRevisit }) => [datetime, status, isRevisit])).toEqual([
      ['2019-03-01T00:00:00Z', 200, false],
      ['2019-04-01T00:00:00Z', 301, false],
      ['2020-06-17T09:30:12Z', 200, false],
      ['2020-06-20T00:00:00Z', 200, true],
    ])
    expect(list.ok && chooseCaptures(list.captures, { date })[0]?.capture.datetime).toBe('2020-06-20T00:00:00Z')
  })

  it('asks with one request, without a filter by status, and keeps it with that for robots.txt', async () => {
    const { wayback, server } = await start()
    const list = await wayback.listCaptures(page, between)
    const query = new URL(server.requests.at(-1)?.path ?? '', 'https://web.archive.org').searchParams
    expect(Object.fromEntries(query)).toEqual({
      url: page,
      from: '20181230000000',
      to: '20200829235959',
      output: 'json',
      fl: 'timestamp,original,mimetype,statuscode,digest,length',
      limit: '5000',
      showResumeKey: 'true',
    })
    expect(list.exchanges.map(({ url }) => new URL(url).pathname)).toEqual(['/robots.txt', '/cdx/search/cdx'])
    await wayback.listCaptures(page, between)
    expect(server.requests.map(({ kind }) => kind)).toEqual(['robots', 'index', 'index'])
  })

  it('looks before the window only for what a revisit inside it repeats', async () => {
    const revisit = { url: page, datetime: '2020-06-01T00:00:00Z', revisitOf: '2017-01-01T00:00:00Z' }
    const { wayback, server } = await start({}, [...captures.slice(0, 1), revisit])
    const list = await wayback.listCaptures(page, between)
    expect(list).toMatchObject({ ok: true, captures: [{ datetime: revisit.datetime, status: 200, isRevisit: true }] })
    expect(server.requests.filter(({ kind }) => kind === 'index')).toHaveLength(2)
  })

  it('follows resume keys to the last page', async () => {
    const days = Array.from({ length: 25 }, (_, day) => `2020-03-${String(day + 1).padStart(2, '0')}T12:00:09Z`)
    const held = days.map((datetime, day) => ({ url: page, datetime, body: `day ${day}` }))
    const { wayback, server } = await start({ pageRows: 10 }, held)
    const list = await wayback.listCaptures(page, between)
    expect(list.ok && list.captures.map(({ datetime }) => datetime)).toEqual(days)
    expect(server.requests.filter(({ kind }) => kind === 'index')).toHaveLength(3)
  })

  it('bears rows that name no capture, and repeats', async () => {
    const { wayback } = await start({ junkRows: true })
    const list = await wayback.listCaptures(page, between)
    const own = list.ok ? list.captures.filter(({ original }) => original.includes('gov.uk')) : []
    expect(own).toHaveLength(4)
  })

  it('asks for a file of GOV.UK at both of its hosts', async () => {
    const path = 'www.gov.uk/government/uploads/system/uploads/attachment_data/file/1/a.pdf'
    const { wayback } = await start({}, [{ url: `https://${path}`, datetime: '2019-01-01T00:00:00Z', body: '%PDF-' }])
    const asked = `https://assets.publishing.service.gov.uk/${path.slice('www.gov.uk/'.length)}`
    expect(await wayback.listCaptures(asked, between)).toMatchObject({ captures: [{ original: `https://${path}` }] })
  })

  it('takes an empty index for no captures, not for a failure', async () => {
    const { wayback } = await start({}, [])
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: true, captures: [] })
  })

  it('says that a site is excluded', async () => {
    const { wayback } = await start({ excluded: [page] })
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: false, reason: 'excluded' })
  })

  it('tries again after an error of the archive, at its pace', async () => {
    const { wayback, server } = await start({ indexErrors: 2 })
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: true })
    const times = server.requests.filter(({ kind }) => kind === 'index').map(({ at }) => at)
    expect(times).toHaveLength(3)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(2500)
  })

  it('obeys the robots.txt of the archive', async () => {
    const { wayback, server } = await start({ robots: 'User-agent: *\nDisallow: /cdx/' })
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: false, reason: 'robots' })
    expect(server.requests.map(({ kind }) => kind)).toEqual(['robots'])
  })
})

describe('createWayback() and the archive’s limits', () => {
  it('asks the index 40 times in 40 times 2.5 seconds, by the clock that it is given', async () => {
    const { wayback, server, clock } = await start()
    const begun = clock.now()
    for (let at = 0; at < 40; at++) await wayback.listCaptures(`${page}/${at}`, between)
    const asked = server.requests.filter(({ kind }) => kind === 'index')
    expect(asked).toHaveLength(40)
    expect(asked.every(({ status }) => status === 200)).toBe(true)
    // The first leaves at once, so that there are 39 waits.
    expect((asked.at(-1)?.at ?? 0) - begun).toBe(39 * 2500)
  })

  it('keeps to that pace when many ask at once, and lets replays pass meanwhile', async () => {
    const { wayback, server } = await start()
    const lists = Array.from({ length: 10 }, (_, at) => wayback.listCaptures(`${page}/${at}`, between))
    const replays = Array.from({ length: 5 }, () =>
      wayback.replay({ original: page, datetime: '2020-06-17T09:30:12Z' }, between),
    )
    await Promise.all([...lists, ...replays])
    const times = server.requests.filter(({ kind }) => kind === 'index').map(({ at }) => at)
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2500)
    expect(server.requests.slice(0, 8).some(({ kind }) => kind === 'replay')).toBe(true)
  })

  it('takes a 429 of the index for the archive’s own, whatever else it says', async () => {
    const headers = { 'Memento-Datetime': 'Wed, 17 Jun 2020 09:30:12 GMT' }
    const server = await http((_request, response) => response.writeHead(429, headers).end())
    const wayback = createWayback(accessTo(server.address))
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: false, reason: 'refused' })
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: false, reason: 'host_rested' })
    expect(server.paths()).toHaveLength(1)
  })

  it.each(['', '<html>busy</html>', '{}'])(
    'does not take the answer %j for an index without captures',
    async (body) => {
      const server = await http((_request, response) => response.end(body))
      expect(await createWayback(accessTo(server.address)).listCaptures(page, between)).toMatchObject({ ok: false })
    },
  )

  it('would be refused by the archive without the pace', async () => {
    const { access, server } = await startArchive({ kind: 'wayback', captures })
    const hasty = createWayback(access, { indexSpacing: 0 })
    for (let at = 0; at < 40; at++) await hasty.listCaptures(`${page}/${at}`, between)
    const asked = server.requests.filter(({ kind }) => kind === 'index')
    expect(asked.map(({ status }) => status)).toEqual([...Array.from({ length: 30 }, () => 200), 429])
  })

  it.each([
    ['429', { refuseFrom: 1 }, 'refused'],
    ['a reset', { resetFrom: 1 }, 'unreachable'],
  ])('asks nothing more after %s, not even what was waiting', async (_what, faults, reason) => {
    const { wayback, server } = await start(faults)
    expect(await wayback.listCaptures(page, between)).toMatchObject({ ok: true })
    const asked = [1, 2, 3].map((at) => wayback.listCaptures(`${page}/${at}`, between))
    const replayed = wayback.replay({ original: page, datetime: '2020-06-17T09:30:12Z' }, between)
    const results = await Promise.all([...asked, replayed])
    const reasons = results.map((result) => (result.ok ? 'ok' : result.reason))
    expect(reasons.toSorted()).toEqual(['host_rested', 'host_rested', 'host_rested', reason].toSorted())
    expect(server.requests.filter(({ kind }) => kind !== 'robots')).toHaveLength(2)
  })
})
