import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CDXIndexer, WARCParser } from 'warcio'
import { createFetcher } from '../../src/crawl/fetch-resource.ts'
import { warcDigest } from '../../src/crawl/warc-records.ts'
import { openWarcWriter, type WarcFile } from '../../src/crawl/warc.ts'
import { MachineError } from '../../src/model/user-error.ts'
import { serveHttp } from '../servers/serve-http.ts'
import { readWarc, readWarcRecord } from './read-warc.ts'
import { sampleExchange } from './sample-exchange.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-warc-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const writerIn = (openFile?: (path: string) => Promise<WarcFile>) =>
  openWarcWriter(folder, {
    runId: 'run-1',
    software: 'policylens/0.1.0',
    now: new Date('2026-07-01T12:00:00Z'),
    ...(openFile === undefined ? {} : { openFile }),
  })
const path = () => join(folder, 'run-1.warc.gz')

/** As a number in base 32, which for 160 bits is the same as RFC 4648's groups of five. */
function sha1InBase32(bytes: Uint8Array): string {
  const number = BigInt(`0x${createHash('sha1').update(bytes).digest('hex')}`)
    .toString(32)
    .padStart(32, '0')
  return number.replace(/./g, (digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(digit, 32)))
}

describe('warcDigest()', () => {
  it('is SHA-1 in base32', () => {
    // The well-known digest of nothing, as web archives show it.
    expect(warcDigest(new Uint8Array())).toBe('sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ')
  })
})

describe('openWarcWriter()', () => {
  it('makes no file until something is written', async () => {
    const writer = writerIn()
    await writer.sync()
    await writer.close()
    expect(() => statSync(path())).toThrow('ENOENT')
  })

  it('writes warcinfo first, then request and response of each exchange, linked', async () => {
    const writer = writerIn()
    await writer.write(sampleExchange('/a', 'one'))
    await writer.write(sampleExchange('/b', 'two'))
    await writer.close()
    const records = await readWarc(path())
    expect(records.map(({ type, url }) => [type, url])).toEqual([
      ['warcinfo', null],
      ['request', 'https://site.test/a'],
      ['response', 'https://site.test/a'],
      ['request', 'https://site.test/b'],
      ['response', 'https://site.test/b'],
    ])
    const [info, request, response] = records
    expect(info?.warc.get('WARC-Filename')).toBe('run-1.warc.gz')
    expect(info?.block.toString()).toContain('software: policylens/0.1.0\r\n')
    expect(request?.warc.get('WARC-Concurrent-To')).toBe(response?.warc.get('WARC-Record-ID'))
    for (const record of records.slice(1)) {
      expect(record.warc.get('WARC-Warcinfo-ID')).toBe(info?.warc.get('WARC-Record-ID'))
      expect(record.warc.get('WARC-Date')).toBe('2026-07-01T12:00:00.250Z')
    }
    expect(request?.warc.get('Content-Type')).toBe('application/http;msgtype=request')
    expect(response?.warc.get('Content-Type')).toBe('application/http;msgtype=response')
    expect(new Set(records.map(({ warc }) => warc.get('WARC-Record-ID'))).size).toBe(5)
  })

  it('keeps heads and bodies to the byte', async () => {
    const writer = writerIn()
    const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    await writer.write(sampleExchange('/a?x=1', body))
    await writer.close()
    const [, request, response] = await readWarc(path())
    expect(request?.head).toBe('GET /a?x=1 HTTP/1.1\r\nhost: site.test\r\nuser-agent: policylens/0.1')
    expect(request?.payload).toEqual(Buffer.alloc(0))
    expect(response?.head).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Name: café',
    )
    expect(response?.payload).toEqual(body)
  })

  it('writes digests of the block and of the payload', async () => {
    const writer = writerIn()
    await writer.write(sampleExchange('/a', gzipSync('text'), { headers: [['Content-Encoding', 'gzip']] }))
    await writer.close()
    for (const record of (await readWarc(path())).slice(1)) {
      expect(record.warc.get('WARC-Payload-Digest')).toBe(`sha1:${sha1InBase32(record.payload)}`)
      expect(record.warc.get('WARC-Block-Digest')).toBe(`sha1:${sha1InBase32(record.block)}`)
      expect(record.warc.get('Content-Length')).toBe(String(record.block.byteLength))
    }
  })

  it('gives offset and length of the response record, a gzip member of its own', async () => {
    const writer = writerIn()
    const places = [await writer.write(sampleExchange('/a', 'one')), await writer.write(sampleExchange('/b', 'two'))]
    await writer.close()
    const bytes = readFileSync(path())
    for (const [index, { file, offset, length }] of places.entries()) {
      expect(file).toBe('run-1.warc.gz')
      const member = gunzipSync(bytes.subarray(offset, offset + length)).toString('latin1')
      expect(member.startsWith('WARC/1.1\r\n')).toBe(true)
      expect(member.endsWith(`${['one', 'two'][index]}\r\n\r\n`)).toBe(true)
      expect(await readWarcRecord(path(), offset)).toMatchObject({ type: 'response', offset })
    }
    expect((places[1]?.offset ?? 0) + (places[1]?.length ?? 0)).toBe(bytes.byteLength)
  })

  it('keeps records apart when many are written at once', async () => {
    const writer = writerIn()
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}`)
    const places = await Promise.all(paths.map((one) => writer.write(sampleExchange(one, one.repeat(1000)))))
    await writer.close()
    for (const [index, { offset }] of places.entries()) {
      expect((await readWarcRecord(path(), offset)).url).toBe(`https://site.test/${index}`)
    }
    expect(await readWarc(path())).toHaveLength(61)
  })

  it('says where a body was cut, and keeps the name of a transfer-encoding that was taken off', async () => {
    const writer = writerIn()
    await writer.write(
      sampleExchange('/robots.txt', 'User-agent', { truncated: true, headers: [['Transfer-Encoding', 'chunked']] }),
    )
    await writer.close()
    const [, request, response] = await readWarc(path())
    expect(response?.warc.get('WARC-Truncated')).toBe('length')
    expect(request?.warc.has('WARC-Truncated')).toBe(false)
    expect(response?.head).toContain('\r\nX-Orig-Transfer-Encoding: chunked')
  })

  it('writes what another tool indexes and unpacks: a chunked and packed answer from a server', async () => {
    const server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' })
      response.write(gzipSync('<p>Guidance</p>').subarray(0, 12))
      response.end(gzipSync('<p>Guidance</p>').subarray(12))
    })
    const fetcher = createFetcher({
      userAgent: 'policylens/0.1',
      spacing: () => 0,
      timeoutSeconds: 5,
      maxBytes: 1000,
      connectTo: new Map([['site.test', server.address]]),
    })
    const { exchanges } = await fetcher.fetch('https://site.test/page')
    const writer = writerIn()
    const places = []
    for (const one of exchanges) places.push(await writer.write(one))
    await Promise.all([writer.close(), fetcher.close(), server.close()])

    const rows: { url: string; status: number; offset: number; length: number; mime: string }[] = []
    const indexer = new CDXIndexer({ format: 'json' })
    for await (const row of indexer.iterIndex([{ filename: 'run-1.warc.gz', reader: createReadStream(path()) }])) {
      rows.push(row as never)
    }
    expect(rows.map((row) => [row.url, row.status, row.offset, row.length])).toEqual([
      ['https://site.test/robots.txt', 404, places[0]?.offset, places[0]?.length],
      ['https://site.test/page', 200, places[1]?.offset, places[1]?.length],
    ])
    const record = await WARCParser.parse(createReadStream(path(), { start: places[1]?.offset ?? 0 }))
    expect(await record?.contentText()).toBe('<p>Guidance</p>')
  })
})

describe('sync()', () => {
  it('shares the work among those who wait at the same time, and covers all that was written before', async () => {
    const synced: number[] = []
    const writer = writerIn(async (target) => {
      const file = await open(target, 'wx')
      return {
        write: file.write.bind(file),
        truncate: (length) => file.truncate(length),
        datasync: async () => {
          const { size } = await file.stat()
          await file.datasync()
          synced.push(size)
        },
        close: () => file.close(),
        stat: file.stat.bind(file),
      }
    })
    const covered = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const { offset, length } = await writer.write(sampleExchange(`/${at}`, 'text'))
        await writer.sync()
        return offset + length <= (synced.at(-1) ?? 0)
      }),
    )
    expect(covered).toEqual(covered.map(() => true))
    expect(synced.length).toBeLessThan(10)
    const before = synced.length
    await writer.sync()
    expect(synced.length).toBe(before)
    await writer.close()
  })
})

describe('write() on a full disk', () => {
  /** A file on a disk that has `room` bytes left, and takes what fits, as the system does. */
  function scarce(limit: { room: number }): (path: string) => Promise<WarcFile> {
    return async (target) => {
      const file = await open(target, 'wx')
      const write = async (bytes: Uint8Array, from: number, length: number, position: number) => {
        if (limit.room === 0)
          throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        const part = Math.min(length, limit.room)
        limit.room -= part
        return file.write(bytes, from, part, position)
      }
      return {
        write: write as WarcFile['write'],
        truncate: (length) => file.truncate(length),
        datasync: () => file.datasync(),
        close: () => file.close(),
        stat: file.stat.bind(file),
      }
    }
  }

  it('says so, leaves the file as it was, and goes on when there is room again', async () => {
    const limit = { room: 1_000_000 }
    const writer = writerIn(scarce(limit))
    const first = await writer.write(sampleExchange('/a', 'one'))
    limit.room = 100
    await expect(writer.write(sampleExchange('/b', 'two'))).rejects.toThrow(MachineError)
    expect(statSync(path()).size).toBe(first.offset + first.length)
    limit.room = 1_000_000
    const third = await writer.write(sampleExchange('/c', 'three'))
    await writer.close()
    expect(third.offset).toBeGreaterThan(first.offset)
    expect((await readWarc(path())).map(({ url }) => url?.slice(-2))).toEqual([undefined, '/a', '/a', '/c', '/c'])
  })

  it('begins anew with warcinfo where not even the first record fitted', async () => {
    const limit = { room: 50 }
    const writer = writerIn(scarce(limit))
    await expect(writer.write(sampleExchange('/a', 'one'))).rejects.toThrow(/disk is full/)
    expect(statSync(path()).size).toBe(0)
    limit.room = 1_000_000
    await writer.write(sampleExchange('/a', 'one'))
    await writer.close()
    expect((await readWarc(path())).map(({ type }) => type)).toEqual(['warcinfo', 'request', 'response'])
  })

  it('says so where the folder is a file', async () => {
    writeFileSync(join(folder, 'taken'), '')
    const writer = openWarcWriter(join(folder, 'taken', 'warc'), { runId: 'r', software: 's', now: new Date(0) })
    await expect(writer.write(sampleExchange('/a', 'one'))).rejects.toThrow(MachineError)
  })
})
