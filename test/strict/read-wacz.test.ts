import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CDXIndexer, getSurt } from 'warcio'
import { openWarcWriter } from '../../src/crawl/warc.ts'
import { writeWacz, type WaczPage } from '../../src/crawl/wacz.ts'
import { UserError } from '../../src/model/user-error.ts'
import { sampleExchange } from '../crawl/sample-exchange.ts'
import { readWaczStrictly } from './read-wacz.ts'
import { writeSampleWarc } from './sample-warc.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-wacz-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const out = () => join(folder, 'study.wacz')
const make = (warcFiles: readonly string[], pages: readonly WaczPage[] = []) =>
  writeWacz({
    warcFiles,
    out: out(),
    title: 'A study',
    description: 'Guidance as at 2020-06-30.',
    pages,
    software: 'policylens/0.1.0',
    now: new Date('2026-07-02T09:30:00Z'),
  })
const read = () => readWaczStrictly(readFileSync(out()))

describe('writeWacz()', () => {
  it('makes a package that breaks no rule, with every answer in its index and pages with their titles', async () => {
    const one = await writeSampleWarc(folder)
    const two = await writeSampleWarc(folder, 'run-2')
    const pages = [
      { file: 'run-1.warc.gz', offset: one.places[1]?.offset ?? 0, title: 'Guidance' },
      { file: 'run-2.warc.gz', offset: two.places[4]?.offset ?? 0, title: 'Arweiniad “2020”' },
    ]
    const summary = await make([one.path, two.path], pages)
    const wacz = read()
    expect(wacz.violations).toEqual([])
    expect(wacz.entries.map(({ name, method }) => [name, method])).toEqual([
      ['archive/run-1.warc.gz', 'store'],
      ['archive/run-2.warc.gz', 'store'],
      ['indexes/index.cdx.gz', 'store'],
      ['indexes/index.idx', 'store'],
      ['pages/pages.jsonl', 'store'],
      ['datapackage.json', 'store'],
      ['datapackage-digest.json', 'store'],
    ])
    expect(wacz.datapackage).toMatchObject({
      title: 'A study',
      description: 'Guidance as at 2020-06-30.',
      created: '2026-07-02T09:30:00.000Z',
      software: 'policylens/0.1.0',
    })
    expect(wacz.pages.map(({ url, title }) => [url, title])).toEqual([
      ['https://site.test/A?b=2&a=1', 'Guidance'],
      ['https://site.test/file.pdf', 'Arweiniad “2020”'],
    ])
    // Of 8 answers each, one is a 304, which has nothing to show.
    expect(summary).toEqual({ bytes: readFileSync(out()).length, records: 14, pages: 2 })
    expect(wacz.indexed).toBe(14)
    expect(wacz.entries[0]?.content.equals(one.bytes)).toBe(true)
  })

  it('makes the index that warcio makes', async () => {
    const { path } = await writeSampleWarc(folder)
    await make([path])
    const index = read().entries.find(({ name }) => name === 'indexes/index.cdx.gz')
    const ours = gunzipSync(index?.content ?? '')
      .toString()
      .trimEnd()
      .split('\n')
    const rows: Record<string, unknown>[] = []
    const indexer = new CDXIndexer({ format: 'json' })
    for await (const row of indexer.iterIndex([{ filename: basename(path), reader: createReadStream(path) }])) {
      rows.push(row as never)
    }
    const theirs = rows
      .filter(({ status, mime }) => Number(status) !== 304 && mime !== 'application/warc-fields')
      .map(({ url, timestamp, offset, length, status, digest }) =>
        [getSurt(String(url)), timestamp, url, offset, length, status, digest].map(String),
      )
    const fields = ours.map((line) => {
      const [key = '', time = ''] = line.split(' ', 2)
      const { url, offset, length, status, digest } = JSON.parse(line.slice(line.indexOf('{'))) as Record<
        string,
        string
      >
      return [key, time, url, offset, length, status, digest?.replace('sha1:', '')].map(String)
    })
    expect(fields).toEqual(theirs.toSorted((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1)))
  })

  it('splits a long index into blocks that can be found and read one by one', async () => {
    const writer = openWarcWriter(folder, { runId: 'many', software: 'policylens/0.1.0', now: new Date(0) })
    await Promise.all(Array.from({ length: 2500 }, (_, at) => writer.write(sampleExchange(`/${at}`, `text ${at}`))))
    await writer.close()
    expect(await make([join(folder, 'many.warc.gz')])).toMatchObject({ records: 2500 })
    const wacz = read()
    expect(wacz.violations).toEqual([])
    const blocks = wacz.entries.find(({ name }) => name === 'indexes/index.idx')?.content.toString()
    expect(blocks?.trimEnd().split('\n')).toHaveLength(4)
  })

  it('leaves out what a crash tore', async () => {
    const { path, places, bytes } = await writeSampleWarc(folder)
    truncateSync(path, bytes.length - 5)
    expect(await make([path])).toMatchObject({ records: 6 })
    const { entries, violations } = read()
    expect(violations).toEqual([])
    const last = places[6]
    expect(entries[0]?.content.length).toBe((last?.offset ?? 0) + (last?.length ?? 0))
  })

  it('says so where there is nothing to export or the name is another, and leaves no half-made file', async () => {
    await expect(make([])).rejects.toThrow(UserError)
    const { path } = await writeSampleWarc(folder)
    await expect(
      writeWacz({
        warcFiles: [path],
        out: join(folder, 'a.zip'),
        title: '',
        description: '',
        pages: [],
        software: 's',
        now: new Date(0),
      }),
    ).rejects.toThrow(/does not end in \.wacz/)
    await expect(make([path, join(folder, 'none', 'b.warc.gz')])).resolves.toMatchObject({ records: 7 })
    writeFileSync(join(folder, 'taken'), '')
    await expect(
      writeWacz({
        warcFiles: [path],
        out: join(folder, 'taken', 'a.wacz'),
        title: '',
        description: '',
        pages: [],
        software: 's',
        now: new Date(0),
      }),
    ).rejects.toThrow(/part of the path is a file/)
    expect(existsSync(`${out()}.partial`)).toBe(false)
  })
})

describe('readWaczStrictly()', () => {
  it('reports every truncation and every flipped bit that changes anything', async () => {
    const { path } = await writeSampleWarc(folder)
    await make([path], [{ file: 'run-1.warc.gz', offset: 0, title: '' }])
    const bytes = readFileSync(out())
    const meaning = (file: Buffer) =>
      readWaczStrictly(file).entries.map(({ name, content }) => `${name} ${content.toString('latin1')}`)
    const before = meaning(bytes)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        expect(readWaczStrictly(bytes.subarray(0, at)).violations).not.toEqual([])
        const spoilt = Buffer.from(bytes)
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << bit)
        if (readWaczStrictly(spoilt).violations.length === 0) expect(meaning(spoilt)).toEqual(before)
      }),
      { seed: 7, numRuns: 60 },
    )
  })
})
