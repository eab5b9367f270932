import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { main } from '../../src/cli/main.ts'
import { serveHttp, type TestServer } from '../servers/serve-http.ts'
import { readWarcStrictly } from '../strict/read-warc.ts'
import { csvRows } from './policylens.ts'

const text = `<p>${'What partners do when young people are harmed outside their families. '.repeat(50)}</p>`
const page = (title: string, more = '') =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><main><h1>${title}</h1>
   <p>Published: 1 March 2019</p>${more}${text}</main></body></html>`

let folder = ''
let server: TestServer
let pages: Record<string, string>
let asked: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-harvest-'))
  pages = { '/plan': page('Plan'), '/guide': page('Guide') }
  asked = []
  server = await serveHttp((request, response) => {
    const body = pages[request.url ?? '']
    const etag = `"${body?.length}"`
    asked.push(`${request.url} ${request.headers['if-none-match'] ?? 'plain'}`)
    if (body === undefined) response.writeHead(404).end()
    else if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end()
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(body)
  })
  writeFileSync(
    join(folder, 'registry.csv'),
    'document_key,title,landing_url,publisher,confidence\nplan,Plan,http://docs.test/plan,page,high\n' +
      'guide,Guide,http://docs.test/guide,page,high\nlater,Later,http://docs.test/later,page,low\n',
  )
  writeFileSync(
    join(folder, 'editions.csv'),
    'document_key,published,url\nplan,2019-03-01,\nguide,2019-03-01,\nlater,2024-01-01,\n',
  )
  writePipeline()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function writePipeline(more = ''): void {
  writeFileSync(
    join(folder, 'study.yaml'),
    `snapshots: [2020-06-30]\nworkspace: ws\nsource: { kind: http, registry: registry.csv, editions: editions.csv }\n` +
      `crawl:\n  contact: me@example.org\n  spacing: 0\n  connect_to: { docs.test: '${server.address}' }\n${more}`,
  )
}

/** Runs a command in this process, so that the server here can answer it. */
async function policylens(...args: readonly string[]) {
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    vi.spyOn(process[name], 'write').mockImplementation((chunk, encoding?: unknown, callback?: unknown) => {
      written[name] += String(chunk)
      const done = typeof encoding === 'function' ? encoding : callback
      if (typeof done === 'function') done()
      return true
    })
  }
  const code = await main([...args, '-p', join(folder, 'study.yaml')])
  vi.restoreAllMocks()
  return { code, ...written, rows: () => csvRows(written.stdout) }
}

const warcFiles = () => {
  const name = join(folder, 'ws', 'warc')
  return existsSync(name)
    ? readdirSync(name)
        .sort()
        .map((file) => join(name, file))
    : []
}

describe('policylens run --stage crawl --dry-run', () => {
  it('prints the plan without a request and without making a workspace', async () => {
    const { code, rows } = await policylens('run', '--stage', 'crawl', '--dry-run')
    expect(code).toBe(0)
    const counts = Object.fromEntries(rows().map(({ what = '', count = '' }) => [what, count]))
    expect(counts).toMatchObject({
      'documents of the web': '3',
      snapshots: '1',
      'to ask for': '2',
      'not yet published then': '1',
      'settled by an earlier run': '0',
      'docs.test': '5',
    })
    expect(asked).toEqual([])
    expect(existsSync(join(folder, 'ws'))).toBe(false)
  })

  it('counts what an earlier run settled, unless that is to be done again', async () => {
    await policylens('run', '--stage', 'crawl')
    const settled = (await policylens('run', '--dry-run', '--format', 'csv')).rows()
    expect(settled.find(({ what }) => what === 'settled by an earlier run')?.['count']).toBe('2')
    expect(settled.filter(({ part }) => part === 'host')).toEqual([])
    const forced = (await policylens('run', '--dry-run', '--force', 'crawl')).rows()
    expect(forced.find(({ what }) => what === 'to ask for')?.['count']).toBe('2')
  })

  it('plans no other stage', async () => {
    expect(await policylens('run', '--stage', 'extract', '--dry-run')).toMatchObject({ code: 2 })
  })
})

describe('policylens harvest verify', () => {
  it('says what became of each landing page, keeps the answers and leaves the registry as it is', async () => {
    const registry = readFileSync(join(folder, 'registry.csv'), 'utf8')
    pages['/guide'] = page('Guide of 2024')
    const { code, rows, stderr } = await policylens('harvest', 'verify')
    expect(code).toBe(0)
    expect(rows().map((row) => [row['document_key'], row['found'], row['http_status'], row['page_title']])).toEqual([
      ['plan', 'ok', '200', 'Plan'],
      ['guide', 'retitled', '200', 'Guide of 2024'],
      ['later', 'not_found', '404', ''],
    ])
    expect(stderr).toContain('3 landing pages: 1 ok, 1 retitled, 1 not found')
    expect(readFileSync(join(folder, 'registry.csv'), 'utf8')).toBe(registry)
    const [warc = ''] = warcFiles()
    const { records, violations } = readWarcStrictly(readFileSync(warc))
    expect(violations).toEqual([])
    expect(records.filter(({ type }) => type === 'response').length).toBeGreaterThanOrEqual(3)
  })
})

describe('policylens harvest changes', () => {
  it('asks again only for what changed, and says what did', async () => {
    await policylens('run', '--stage', 'crawl')
    expect((await policylens('harvest', 'changes')).rows().map(({ change }) => change)).not.toContain('changed')
    pages['/guide'] = page('Guide', '<p>And one more sentence.</p>')
    asked = []
    await policylens('run', '--stage', 'crawl', '--force', 'crawl')
    expect(asked.filter((one) => one.includes('plain'))).toEqual([])
    const rows = (await policylens('harvest', 'changes')).rows()
    expect(rows.filter(({ change }) => change !== 'first harvest')).toEqual([
      expect.objectContaining({ document_key: 'guide', snapshot: '2020-06-30', change: 'changed' }),
    ])
    const [changed] = rows
    expect(changed?.['sha256']).not.toBe(changed?.['sha256_before'])
    for (const name of ['stored', 'stored_before']) {
      expect(existsSync(join(folder, 'ws', changed?.[name] ?? 'none'))).toBe(true)
    }
    const captures = (await policylens('query', 'captures')).rows()
    expect(captures.filter(({ http_status }) => http_status === '304')).toMatchObject([
      { document_key: 'plan', status: 'obtained' },
    ])
    const warcs = warcFiles().map((file) => readWarcStrictly(readFileSync(file)))
    expect(warcs.flatMap(({ violations }) => violations)).toEqual([])
    expect(warcs.map(({ records }) => records.filter(({ type }) => type === 'revisit').length)).toEqual([0, 1])
  })

  it('says so where a document is no longer obtained, though that attempt has no time of its own', async () => {
    await policylens('run', '--stage', 'crawl')
    delete pages['/plan']
    await policylens('run', '--stage', 'crawl', '--force', 'crawl')
    const rows = (await policylens('harvest', 'changes')).rows()
    expect(rows.filter(({ document_key }) => document_key === 'plan')).toMatchObject([
      { change: 'no longer obtained', reason: 'not_found' },
    ])
  })
})

describe('policylens harvest discover and join', () => {
  const discover = `discover:\n  queries: [lamp]\n  listings: [http://docs.test/list]\n`
  const listPath = () => join(folder, 'candidates.csv')

  beforeEach(() => {
    pages['/list'] =
      '<html><body><main><h1>Publications of the board</h1><ul>' +
      '<li><a href="/plan">Lamp plan</a></li><li><a href="/lamps">Lamp guide</a></li>' +
      `<li><a href="/oil">Oil</a></li></ul>${text}</main></body></html>`
    pages['/lamps'] = page('Lamp guide')
  })

  it('says what to add where the pipeline does not say where to look', async () => {
    const { code, stderr } = await policylens('harvest', 'discover')
    expect(code).toBe(2)
    expect(stderr).toContain('discover')
  })

  it('asks for queries where there are lists to search', async () => {
    writePipeline('discover:\n  listings: [http://docs.test/list]\n')
    const { code, stderr } = await policylens('harvest', 'discover')
    expect(code).toBe(2)
    expect(stderr).toContain('discover.queries')
  })

  it('lists what the registry lacks; an included row joins it, once', async () => {
    writePipeline(discover)
    const first = await policylens('harvest', 'discover')
    expect(first.code).toBe(0)
    expect(first.rows()).toMatchObject([{ source: 'listing', found: '2', problem: '' }])
    const candidates = csvRows(readFileSync(listPath(), 'utf8'))
    expect(candidates).toMatchObject([{ url: 'http://docs.test/lamps', title: 'Lamp guide', decision: '' }])

    const decided = readFileSync(listPath(), 'utf8').replace(/,,,,\r\n$/, ',include,on the subject,A. Reader,\r\n')
    writeFileSync(listPath(), decided)
    await policylens('harvest', 'discover')
    expect(readFileSync(listPath(), 'utf8')).toBe(decided)

    const joined = await policylens('harvest', 'join')
    expect(joined).toMatchObject({ code: 0, stdout: expect.stringContaining('lamps: Lamp guide') })
    const registry = readFileSync(join(folder, 'registry.csv'), 'utf8')
    expect(csvRows(registry).at(-1)).toEqual({
      document_key: 'lamps',
      title: 'Lamp guide',
      landing_url: 'http://docs.test/lamps',
      publisher: 'page',
      confidence: 'candidate, included by A. Reader',
    })
    await policylens('harvest', 'join')
    expect(readFileSync(join(folder, 'registry.csv'), 'utf8')).toBe(registry)
    expect((await policylens('run', '--dry-run')).rows().find(({ what }) => what === 'to ask for')?.['count']).toBe('3')
  })

  it('writes nothing where a row is wrong', async () => {
    writePipeline(discover)
    const before = readFileSync(join(folder, 'registry.csv'), 'utf8')
    expect(await policylens('harvest', 'join')).toMatchObject({ code: 2 })
    writeFileSync(listPath(), 'url,title,decision,document_key\nhttp://docs.test/x,X,include,plan\n')
    const { code, stderr } = await policylens('harvest', 'join')
    expect(code).toBe(2)
    expect(stderr).toContain('candidates.csv')
    expect(readFileSync(join(folder, 'registry.csv'), 'utf8')).toBe(before)
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})
