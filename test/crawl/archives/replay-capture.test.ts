import { describe, expect, it } from 'vitest'
import { readReplayAddress } from '../../../src/crawl/archives/replay-capture.ts'
import { createWayback } from '../../../src/crawl/archives/wayback.ts'
import { sha1Of } from './sha1-of.ts'
import type { HeldCapture } from '../../servers/held-capture.ts'
import type { ArchiveFaults } from '../../servers/serve-archive.ts'
import { startArchive } from './archive-setup.ts'

const page = 'https://www.gov.uk/guidance/x'
const asset = 'https://assets.publishing.service.gov.uk/media/5eb92247d3bf7f5d3c74a7f0/x.pdf'
const datetime = '2020-06-17T09:30:12Z'
const between = { from: '2019-01-01T00:00:00Z', to: '2020-08-29T23:59:59Z' }
const pdf = { 'Content-Type': 'application/pdf' }
const document: HeldCapture = {
  url: page,
  datetime,
  body: `<title>X</title><h1>X</h1><p>${'Guidance. '.repeat(20)}</p>`,
}

async function replay(
  held: readonly HeldCapture[],
  faults: ArchiveFaults = {},
  capture = { original: page, datetime },
) {
  const { server, access } = await startArchive({ kind: 'wayback', captures: held, faults })
  const result = await createWayback(access).replay(capture, between)
  const paths = server.requests.map(({ path }) => path).filter((path) => path !== '/robots.txt')
  return { result, paths, seen: result.ok ? 'ok' : result.reason }
}

describe('replay()', () => {
  it('gives the original bytes, their true time and address', async () => {
    const { result, paths } = await replay([document])
    expect(paths).toEqual([`/web/20200617093012id_/${page}`])
    expect(result).toMatchObject({
      ok: true,
      memento: { status: 200, mementoDatetime: datetime, original: page, hops: [] },
    })
    expect(result.ok && Buffer.from(result.memento.body).toString()).toBe(document.body)
    expect(result.exchanges.at(-1)?.url).toBe(`https://web.archive.org/web/20200617093012id_/${page}`)
  })

  it('goes by Link rel=original where the archive gives a capture of another form of the address', async () => {
    const { result } = await replay([document], {}, { original: 'http://gov.uk/guidance/x/', datetime })
    expect(result).toMatchObject({
      ok: true,
      memento: { original: page, url: expect.stringContaining('http://gov.uk') },
    })
  })

  it('follows the archive to a nearby time inside the window', async () => {
    const { result, paths } = await replay([{ ...document, datetime: '2020-06-20T00:00:00Z' }])
    expect(paths).toHaveLength(2)
    expect(result).toMatchObject({
      ok: true,
      memento: { mementoDatetime: '2020-06-20T00:00:00Z', hops: [{ status: 302 }] },
    })
  })

  it.each(['2018-12-31T23:59:59Z', '2020-08-30T00:00:00Z', '2023-01-01T00:00:00Z'])(
    'does not follow it out of the window, to %s',
    async (time) => {
      const { seen, paths } = await replay([{ ...document, datetime: time }])
      expect([seen, paths.length]).toEqual(['not_captured', 1])
    },
  )

  it('records a redirect of the site to another file as replaced, with its target', async () => {
    const target = 'https://assets.publishing.service.gov.uk/media/6300000000000000000000aa/x-2023.pdf'
    const moved = { url: asset, datetime, status: 301, headers: { Location: target } }
    const held = [moved, { url: target, datetime, headers: pdf, body: '%PDF-1.7' }]
    const { result, paths } = await replay(held, {}, { original: asset, datetime })
    expect(result).toMatchObject({ ok: false, reason: 'replaced', detail: expect.stringContaining(target) })
    expect(paths).toHaveLength(1)
  })

  it('follows a redirect between two forms of one address', async () => {
    const moved = {
      url: 'http://gov.uk/guidance/x',
      datetime: '2020-06-17T09:30:11Z',
      status: 301,
      headers: { Location: page },
    }
    const { result } = await replay([moved, document], {}, { original: moved.url, datetime: moved.datetime })
    expect(result).toMatchObject({ ok: true, memento: { original: page, mementoDatetime: datetime } })
  })

  it('ends a circle of archived redirects', async () => {
    const other = 'http://www.gov.uk/guidance/x'
    const held = [
      { url: page, datetime, status: 301, headers: { Location: other } },
      { url: other, datetime, status: 301, headers: { Location: page } },
    ]
    expect((await replay(held)).seen).toBe('redirects')
  })

  it.each([404, 410, 403, 429, 500, 503])(
    'takes an archived %i for no document, and leaves the archive awake',
    async (status) => {
      const { server, access } = await startArchive({
        kind: 'wayback',
        captures: [
          { ...document, status },
          { ...document, url: asset },
        ],
      })
      const wayback = createWayback(access)
      expect(await wayback.replay({ original: page, datetime }, between)).toMatchObject({
        ok: false,
        reason: 'not_the_document',
      })
      expect(await wayback.replay({ original: asset, datetime }, between)).toMatchObject({ ok: true })
      expect(server.requests.filter(({ kind }) => kind === 'replay')).toHaveLength(2)
    },
  )

  it.each([
    [
      'a soft 404',
      '<title>Page not found</title><h1>Page not found</h1><p>Check the address that you typed in.</p>',
      'not_the_document',
    ],
    [
      'a challenge',
      '<title>Just a moment...</title><p>Enable JavaScript and cookies to continue.</p>',
      'not_the_document',
    ],
    ['nothing', '', 'empty_response'],
  ])('takes %s with 200 for no document', async (_what, body, reason) => {
    expect((await replay([{ ...document, body }])).seen).toBe(reason)
  })

  it('reads a page in UTF-16', async () => {
    expect((await replay([{ ...document, body: Buffer.from(`\ufeff${String(document.body)}`, 'utf16le') }])).seen).toBe(
      'ok',
    )
    const gone = Buffer.from('\ufeff<title>Page not found</title><p>Check the address.</p>', 'utf16le')
    expect((await replay([{ ...document, body: gone }])).seen).toBe('not_the_document')
  })

  it('recognises a web page that was captured in place of a PDF', async () => {
    const body = '<!DOCTYPE html><title>Sign in</title><p>Sign in to go on to the document that you asked for.</p>'
    const { seen } = await replay([{ url: asset, datetime, headers: pdf, body }], {}, { original: asset, datetime })
    expect(seen).toBe('not_the_document')
  })

  it('fails on a capture that holds less than the site announced', async () => {
    const headers = { ...pdf, 'Content-Length': '5000' }
    const { seen } = await replay(
      [{ url: asset, datetime, headers, body: '%PDF-1.7 cut' }],
      {},
      { original: asset, datetime },
    )
    expect(seen).toBe('incomplete_response')
  })

  it.each([
    ['excluded', { excluded: [page] }],
    ['not_captured', { unplayable: [page] }],
    ['refused', { refuseFrom: 0 }],
    ['unreachable', { resetFrom: 0 }],
    ['robots', { robots: 'User-agent: *\nDisallow: /' }],
  ] as const)('records %s', async (reason, faults) => expect((await replay([document], faults)).seen).toBe(reason))

  it('says not_captured where nothing was ever archived', async () =>
    expect((await replay([])).seen).toBe('not_captured'))

  it.each([
    ['packed without saying so', { packed: true }],
    ['said to be gzip though plain', { contentEncoding: 'gzip' }],
    ['said to be brotli though plain', { contentEncoding: 'br' }],
    ['said to be brotli though gzip', { contentEncoding: 'br', packed: true }],
  ])('reads a body that is %s', async (_what, faults) => {
    const { result } = await replay([document], faults)
    expect(result.ok && Buffer.from(result.memento.body).toString()).toBe(document.body)
  })

  it('plays a revisit back as what it repeats, at its own time', async () => {
    const revisit = { url: page, datetime: '2020-06-20T00:00:00Z', revisitOf: datetime }
    const { result } = await replay([document, revisit], {}, { original: page, datetime: revisit.datetime })
    expect(result).toMatchObject({ ok: true, memento: { mementoDatetime: revisit.datetime } })
    expect(result.ok && Buffer.from(result.memento.body).toString()).toBe(document.body)
  })

  it('gives bytes whose digest is that of the index', async () => {
    const { access } = await startArchive({ kind: 'wayback', captures: [document] })
    const wayback = createWayback(access)
    const list = await wayback.listCaptures(page, between)
    const result = await wayback.replay({ original: page, datetime }, between)
    expect(list.ok && list.captures[0]?.digest).toBe(result.ok && sha1Of(result.memento.body))
  })
})

describe('readReplayAddress()', () => {
  const prefix = 'https://web.archive.org/web/'
  const found = { timestamp: '20200617093012', original: 'https://www.gov.uk/a?b=https://c/d' }

  it.each(['', 'id_', 'if_', 'im_'])('reads a capture with the modifier %j', (modifier) => {
    const path = `/web/20200617093012${modifier}/https://www.gov.uk/a?b=https://c/d`
    expect(readReplayAddress(`https://web.archive.org${path}`, prefix)).toEqual(found)
    expect(readReplayAddress(`http://web.archive.org${path}`, prefix)).toEqual(found)
  })

  it.each([
    '/web/2020/https://www.gov.uk/',
    '/web/https://www.gov.uk/',
    '/other/20200617093012/https://a/',
    '/web/20200617093012/mailto:a',
  ])('takes %s for none', (path) => expect(readReplayAddress(`https://web.archive.org${path}`, prefix)).toBeNull())
})
