import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeReplay } from '../../../src/crawl/archives/decode-replay.ts'

const html = Buffer.from('<!DOCTYPE html><p>Guidance</p>')
const pdf = Buffer.from('%PDF-1.7\n…')
const decode = (body: Uint8Array, headers: Record<string, string> = {}, maxBytes = 10_000) =>
  decodeReplay(body, Object.entries(headers), { maxBytes })
const text = async (body: Uint8Array, headers: Record<string, string> = {}) => {
  const decoded = await decode(body, headers)
  return decoded.ok ? Buffer.from(decoded.body).toString() : decoded.reason
}

describe('decodeReplay()', () => {
  it.each([
    ['what its header says', gzipSync(html), { 'content-encoding': 'gzip' }],
    ['brotli by its header', brotliCompressSync(html), { 'content-encoding': 'br' }],
    ['gzip without a header', gzipSync(html), {}],
    ['gzip twice, named once', gzipSync(gzipSync(html)), { 'content-encoding': 'gzip' }],
    ['gzip that is called brotli', gzipSync(html), { 'content-encoding': 'br' }],
    ['plain HTML that is called gzip', html, { 'content-encoding': 'gzip' }],
    ['plain HTML that is called brotli', html, { 'content-encoding': 'br' }],
    ['plain HTML of a strange encoding', html, { 'content-encoding': 'zstd' }],
  ])('unpacks %s', async (_what, body, headers) => expect(await text(body, headers)).toBe(html.toString()))

  it.each(['gzip', 'br', 'deflate'])('takes a PDF that is called %s as it is', async (coding) => {
    expect(await text(pdf, { 'content-encoding': coding })).toBe(pdf.toString())
  })

  it('leaves a document that is itself a gzip file packed', async () => {
    const decoded = await decode(gzipSync(html), { 'content-type': 'application/gzip' })
    expect(decoded).toEqual({ ok: true, body: gzipSync(html) })
  })

  it('fails on gzip that breaks off and on what can be read by nobody', async () => {
    expect(await text(gzipSync(html).subarray(0, 25))).toBe('incomplete_response')
    expect(await text(Buffer.from('\u0001\u0002'), { 'content-encoding': 'br' })).toMatch(
      /http_error|incomplete_response/,
    )
  })

  it('stops at the limit, however it is packed', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(1_000_000)))
    expect(await decode(bomb)).toMatchObject({ ok: false, reason: 'too_large' })
  })
})
