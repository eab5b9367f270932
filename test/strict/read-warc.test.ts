import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readGzipMember } from './read-gzip.ts'
import { readWarcStrictly } from './read-warc.ts'
import { writeSampleWarc } from './sample-warc.ts'
import { valueOf } from './warc-fields.ts'

let folder = ''
let bytes: Buffer = Buffer.alloc(0)
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-strict-'))
  ;({ bytes } = await writeSampleWarc(folder))
})
afterAll(() => rmSync(folder, { recursive: true }))

const rulesOf = (file: Buffer): string[] => [...new Set(readWarcStrictly(file).violations.map(({ rule }) => rule))]

/** The records as text, one element each, to be changed and packed again. */
function unpack(): string[] {
  return readWarcStrictly(bytes).records.map(({ offset }) => readGzipMember(bytes, offset).content.toString('latin1'))
}
const pack = (records: readonly string[]): Buffer =>
  Buffer.concat(records.map((record) => gzipSync(Buffer.from(record, 'latin1'))))
/** The file with one record changed: the first that `pattern` fits. */
function change(pattern: RegExp, replacement: string): Buffer {
  const records = unpack()
  const at = records.findIndex((record) => pattern.test(record))
  if (at === -1) throw new Error(`no record has ${String(pattern)}`)
  return pack(records.map((record, index) => (index === at ? record.replace(pattern, replacement) : record)))
}

describe('the WARC files of the crawl, read strictly', () => {
  it('break no rule, and hold what was written', () => {
    const { records, violations } = readWarcStrictly(bytes)
    expect(violations).toEqual([])
    expect(records.map(({ type }) => type)).toEqual([
      'warcinfo',
      ...Array.from({ length: 7 }, () => ['request', 'response']).flat(),
      'request',
      'metadata',
      'response',
    ])
    expect(records.every(({ version }) => version === '1.1')).toBe(true)
  })

  it('say where a capture of an archive came from, beside the answer', () => {
    const { records } = readWarcStrictly(bytes)
    const [request, metadata, response] = records.slice(-3)
    expect(metadata?.block.toString()).toBe(
      'original: https://gov.test/a\r\nmemento-datetime: 2020-06-01T00:00:00Z\r\n',
    )
    const id = valueOf(response?.fields ?? [], 'warc-record-id')
    expect(valueOf(metadata?.fields ?? [], 'warc-concurrent-to')).toBe(id)
    expect(valueOf(request?.fields ?? [], 'warc-concurrent-to')).toBe(id)
    expect(valueOf(metadata?.fields ?? [], 'warc-target-uri')).toContain('/web/20200601000000id_/')
  })

  it('name the address that was contacted, where it is known', () => {
    const ips = readWarcStrictly(bytes).records.map(({ fields }) => valueOf(fields, 'warc-ip-address'))
    expect(ips.filter((ip) => ip !== null)).toEqual(['2001:db8::1', '2001:db8::1', '207.241.224.2', '207.241.224.2'])
  })
})

describe('readWarcStrictly()', () => {
  it('reports every flipped bit that changes anything', () => {
    const meaning = (file: Buffer) => readWarcStrictly(file).records.map(({ fields, block }) => ({ fields, block }))
    const before = meaning(bytes)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const spoilt = Buffer.from(bytes)
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << bit)
        // A few bits mean nothing: the time in a gzip head, what fills up a byte in deflate.
        if (rulesOf(spoilt).length === 0) expect(meaning(spoilt)).toEqual(before)
      }),
      { seed: 7, numRuns: 150 },
    )
  })

  it('reports every truncation but those between exchanges', () => {
    const { records } = readWarcStrictly(bytes)
    const ends = new Set(records.filter(({ type }) => /info|response/.test(type)).map((one) => one.offset + one.length))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(rulesOf(bytes.subarray(0, length)).length === 0).toBe(ends.has(length))
      }),
      { seed: 7, numRuns: 100, examples: [[0], [1], ...records.map(({ offset }) => [offset] as [number])] },
    )
  })

  it('reports records that changed places, or stand there twice', () => {
    const records = unpack()
    const lengths = records.map((record) => /Content-Length: (\d+)/.exec(record)?.[1] ?? '')
    const swapped = records.map((record, at) =>
      at === 1 || at === 4 ? record.replace(/Content-Length: \d+/, `Content-Length: ${lengths[5 - at]}`) : record,
    )
    expect(lengths[1]).not.toBe(lengths[4])
    expect(rulesOf(pack(swapped))).toContain('framing')
    expect(rulesOf(pack([...records, ...records.slice(1, 3)]))).toEqual(['unique'])
    expect(rulesOf(pack(records.slice(1)))).toEqual(['reference'])
  })

  it('reports records that share a gzip member, or bytes after the last', () => {
    const [first = '', ...others] = unpack()
    expect(rulesOf(pack([first + (others[0] ?? ''), ...others.slice(1)]))).toContain('member')
    expect(rulesOf(Buffer.concat([bytes, Buffer.from('\r\n')]))).toEqual(['gzip'])
  })

  it.each([
    ['framing', /^WARC\/1\.1/, 'WARC/2.0'],
    ['framing', /\r\n\r\n$/, '\r\n'],
    ['member', /\r\n\r\n$/, '\r\n\r\n\r\n'],
    ['field', /\r\nWARC-Date:/, '\nWARC-Date:'],
    ['field', /WARC-Date:/, 'WARC Date:'],
    ['repeated', /WARC-Date: \S+/, '$&\r\n$&'],
    ['mandatory', /WARC-Record-ID: \S+\r\n/, ''],
    ['mandatory', /WARC-Date: \S+\r\n/, ''],
    ['mandatory', /WARC-Type: \S+\r\n/, ''],
    ['mandatory', /Content-Length: \S+\r\n/, ''],
    ['mandatory', /WARC-Target-URI: \S+\r\n/, ''],
    ['type', /WARC-Type: response/, 'WARC-Type: answer'],
    [
      'forbidden',
      /WARC-Type: metadata/,
      'WARC-Type: metadata\r\nWARC-Payload-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ',
    ],
    ['forbidden', /WARC-Type: response/, 'WARC-Type: response\r\nWARC-Filename: a.warc'],
    ['uri', /WARC-Record-ID: <(\S+)>/, 'WARC-Record-ID: $1'],
    ['uri', /WARC-Target-URI: (\S+)/, 'WARC-Target-URI: <$1>'],
    ['uri', /WARC-Target-URI: \S+/, 'WARC-Target-URI: https://a.test/a b'],
    ['date', /WARC-Date: \S+/, 'WARC-Date: 2026-02-30T12:00:00Z'],
    ['date', /WARC-Date: \S+/, 'WARC-Date: 2026-07-01 12:00:00'],
    ['same-event', /(WARC-Type: request[^]*WARC-Date: )\S+/, '$12026-07-01T12:00:01Z'],
    ['ip', /WARC-IP-Address: \S+/, 'WARC-IP-Address: 300.1.1.1'],
    ['content-type', /application\/http;msgtype=response/, 'text/html'],
    ['content-type', /(WARC-Type: warcinfo[^]*)Content-Type: \S+\r\n/, '$1'],
    ['block-digest', /(WARC-Block-Digest: sha1:)../, '$1AA'],
    ['payload-digest', /(WARC-Type: response[^]*WARC-Payload-Digest: sha1:)../, '$1AA'],
    ['http', /X-Orig-Transfer-Encoding: chunked/, 'Transfer-Encoding: gzip,  chunked'],
    ['http', /HTTP\/1\.1 200 OK/, 'HTTP/1.1 2oo OK'],
    ['http', /GET (\S+) HTTP/, 'get $1 HTTP'],
    ['utf-8', /WARC-Filename: run/, 'WARC-Filename: r\xfcn'],
    ['warc-fields', /software: /, 'software  '],
  ])('reports %s: %s', (rule, pattern, replacement) => {
    expect(rulesOf(change(pattern, replacement))).toContain(rule)
  })
})
