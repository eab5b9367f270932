import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { storeBytes } from '../../src/crawl/content-store.ts'
import { conditionsFor, findCopyIn, freshen, type KnownCopy } from '../../src/crawl/known-copy.ts'
import { openWarcWriter, trimWarc, wholeWarcLength } from '../../src/crawl/warc.ts'
import { openForWriting, type Workspace } from '../../src/workspace/workspace.ts'
import { readWarcStrictly } from '../strict/read-warc.ts'
import { fetcherFor, http } from './fetch-setup.ts'

const body = Buffer.from('the text of May')
const copy: KnownCopy = {
  url: 'http://docs.test/a',
  etag: '"v1"',
  lastModified: 'Fri, 01 May 2026 09:00:00 GMT',
  mediaType: 'text/plain',
  retrievedAt: new Date('2026-05-02T10:00:00Z'),
  body,
  warc: { file: 'run-1.warc.gz', offset: 700, length: 300 },
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-copy-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('conditionsFor()', () => {
  it('asks by the marks that the server gave', () => {
    expect(conditionsFor(copy, new URL(copy.url))).toEqual([
      ['if-none-match', '"v1"'],
      ['if-modified-since', 'Fri, 01 May 2026 09:00:00 GMT'],
    ])
  })

  it('asks without conditions for another address, or with nothing known', () => {
    expect(conditionsFor(copy, new URL('http://docs.test/b'))).toEqual([])
    expect(conditionsFor(null, new URL(copy.url))).toEqual([])
  })

  it.each(['"a\r\nx: y"', '"é"', '', 'x'.repeat(2000)])('sends no mark such as %j back', (etag) => {
    expect(conditionsFor({ ...copy, etag, lastModified: null }, new URL(copy.url))).toEqual([])
  })
})

describe('freshen()', () => {
  it('keeps what the 304 says and adds the marks that it left out', () => {
    expect(freshen(copy, [['ETag', '"v2"']])).toEqual([
      ['ETag', '"v2"'],
      ['last-modified', 'Fri, 01 May 2026 09:00:00 GMT'],
    ])
  })
})

describe('fetch() with a known copy', () => {
  it('gives the body of the copy where the server says that it still stands', async () => {
    const server = await http((_request, response) => response.writeHead(304).end())
    const result = await fetcherFor({ 'docs.test': server.address }).fetch(copy.url, { copy })
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Fri, 01 May 2026 09:00:00 GMT',
    })
    expect(result).toMatchObject({ ok: true, response: { status: 304, body, mediaType: 'text/plain' } })
    expect(result.exchanges.at(-1)?.unchangedSince).toEqual(copy.retrievedAt)
  })

  it('takes the new body where there is one', async () => {
    const server = await http((_request, response) => response.end('the text of June'))
    const result = await fetcherFor({ 'docs.test': server.address }).fetch(copy.url, { copy })
    expect(result.ok && Buffer.from(result.response.body).toString()).toBe('the text of June')
    expect(result.exchanges.at(-1)?.unchangedSince).toBeUndefined()
  })

  it('puts the conditions to the address that gave the copy, not to one that leads to it', async () => {
    const server = await http((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/a' }).end()
      else response.writeHead(304).end()
    })
    const result = await fetcherFor({ 'docs.test': server.address }).fetch('http://docs.test/old', { copy })
    const asked = server.requests.filter(({ path }) => path !== '/robots.txt')
    expect(asked.map(({ path, headers }) => [path, headers['if-none-match']])).toEqual([
      ['/old', undefined],
      ['/a', '"v1"'],
    ])
    expect(result).toMatchObject({ ok: true, response: { finalUrl: copy.url, body } })
  })

  it('takes a 304 that nobody asked for, or one with a challenge, for no document', async () => {
    const server = await http((request, response) =>
      response.writeHead(304, request.url === '/a' ? { 'x-amzn-waf-action': 'captcha' } : {}).end(),
    )
    const fetcher = fetcherFor({ 'docs.test': server.address })
    expect(await fetcher.fetch('http://docs.test/b')).toMatchObject({ ok: false, reason: 'http_error' })
    expect(await fetcher.fetch(copy.url, { copy })).toMatchObject({ ok: false, reason: 'refused' })
  })

  it('leaves a revisit record of the answer, which is whole to whoever mends the file', async () => {
    const server = await http((_request, response) => response.writeHead(304, { etag: '"v1"' }).end())
    const result = await fetcherFor({ 'docs.test': server.address }).fetch(copy.url, { copy })
    const warc = openWarcWriter(folder, { runId: 'run-2', software: 'policylens', now: new Date(0) })
    for (const exchange of result.exchanges) await warc.write(exchange)
    await warc.close()
    const file = join(folder, 'run-2.warc.gz')
    const bytes = readFileSync(file)
    const { violations, records } = readWarcStrictly(bytes)
    expect(violations).toEqual([])
    const revisit = records.at(-1)
    expect(revisit?.block.toString()).toContain('HTTP/1.1 304')
    expect(Object.fromEntries(revisit?.fields ?? [])).toMatchObject({
      'warc-type': 'revisit',
      'warc-target-uri': copy.url,
      'warc-profile': 'http://netpreserve.org/warc/1.1/revisit/server-not-modified',
      'warc-refers-to-target-uri': copy.url,
      'warc-refers-to-date': '2026-05-02T10:00:00.000Z',
    })
    await trimWarc(file, await wholeWarcLength(file, 0))
    expect(readFileSync(file)).toEqual(bytes)
  })
})

describe('findCopyIn()', () => {
  let workspace: Workspace
  beforeEach(async () => {
    workspace = await openForWriting(join(folder, 'ws'), 'test')
  })
  afterEach(() => workspace.close())

  async function capture(text: string, facts: Record<string, string | number | null>): Promise<void> {
    const { sha256, path, bytes } = await storeBytes(workspace.folder, Buffer.from(text), { extension: 'txt' })
    const row = { status: 'obtained', route: 'live', url: copy.url, final_url: copy.url, etag: '"v1"' }
    await workspace.database.insert('capture', [
      { ...row, item: 'a', retrieved_at: '2026-05-02T10:00:00Z', sha256, stored: path, bytes, ...facts },
    ])
  }
  const find = () => findCopyIn(workspace)(copy.url)

  it('gives the latest live capture of the address, whole', async () => {
    await capture('older', { retrieved_at: '2026-04-02T10:00:00Z' })
    await capture('newer', { etag: '"v2"', warc_file: 'warc/run-1.warc.gz', warc_offset: 7, warc_length: 9 })
    const found = await find()
    expect(found).toMatchObject({ etag: '"v2"', url: copy.url, warc: { file: 'run-1.warc.gz', offset: 7, length: 9 } })
    expect(found?.retrievedAt).toEqual(new Date('2026-05-02T10:00:00Z'))
    expect(Buffer.from(found?.body ?? []).toString()).toBe('newer')
  })

  it.each([
    ['of an archive, whose marks are not the site’s', { route: 'archive' }],
    ['without a mark', { etag: null }],
    ['of another address', { url: 'http://docs.test/other' }],
    ['that failed', { status: 'failed' }],
    ['whose bytes are no longer what they were', { sha256: '0'.repeat(64) }],
    ['whose file is gone', { stored: 'files/none.txt' }],
  ])('gives no capture %s', async (_what, facts) => {
    await capture('text', facts)
    expect(await find()).toBeNull()
  })
})
