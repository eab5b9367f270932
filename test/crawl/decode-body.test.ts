import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBody } from '../../src/crawl/decode-body.ts'

const text = Buffer.from('Guidance for practitioners. '.repeat(200))
const decode = (
  body: Uint8Array,
  coding: string,
  { maxBytes = 1_000_000, longer = 'fail' }: { maxBytes?: number; longer?: 'fail' | 'truncate' } = {},
) => decodeBody(body, [['Content-Encoding', coding]], { maxBytes, longer })

describe('decodeBody()', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['x-gzip', gzipSync(text)],
    ['GZIP', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['identity', text],
    ['utf-8', text],
    ['', text],
    ['gzip', text],
    ['deflate, gzip', gzipSync(deflateSync(text))],
    ['gzip, gzip', gzipSync(gzipSync(text))],
    ['gzip, gzip', gzipSync(text)],
  ])('%s: gives the bytes back', async (coding, body) => {
    expect(await decode(body, coding)).toEqual({ ok: true, body: text })
  })

  it('reads encodings from several header lines', async () => {
    const headers = [
      ['content-encoding', 'br'],
      ['content-encoding', 'gzip'],
    ] as const
    const result = await decodeBody(gzipSync(brotliCompressSync(text)), headers, { maxBytes: 1e6, longer: 'fail' })
    expect(result).toEqual({ ok: true, body: text })
  })

  it('leaves an empty body empty', async () => {
    expect(await decode(new Uint8Array(), 'br')).toEqual({ ok: true, body: new Uint8Array() })
  })

  const zeros = Buffer.alloc(50_000_000)
  it.each([
    ['gzip', gzipSync(zeros)],
    ['br', brotliCompressSync(zeros)],
    ['deflate', deflateSync(zeros)],
    ['gzip, gzip', gzipSync(gzipSync(zeros))],
  ])('stops a %s bomb at the limit', async (coding, body) => {
    expect(body.byteLength).toBeLessThan(100_000)
    expect(await decode(body, coding, { maxBytes: 100_000 })).toMatchObject({ ok: false, reason: 'too_large' })
  })

  it('lets a body of exactly the limit through', async () => {
    expect(await decode(gzipSync(text), 'gzip', { maxBytes: text.byteLength })).toMatchObject({ ok: true })
    expect(await decode(gzipSync(text), 'gzip', { maxBytes: text.byteLength - 1 })).toMatchObject({ ok: false })
  })

  it('keeps the beginning of a longer body where that is asked', async () => {
    const result = await decode(gzipSync(text), 'gzip', { maxBytes: 100, longer: 'truncate' })
    expect(result).toEqual({ ok: true, body: text.subarray(0, 100) })
  })

  it.each([
    ['gzip', gzipSync(text)],
    ['br', brotliCompressSync(text)],
    ['deflate', deflateSync(text)],
  ])('takes a %s body that breaks off for incomplete', async (coding, body) => {
    const result = await decode(body.subarray(0, body.byteLength - 10), coding)
    expect(result).toMatchObject({ ok: false, reason: 'incomplete_response' })
  })

  it('takes a damaged body for an error', async () => {
    const damaged = gzipSync(text)
    damaged.fill(0x55, 12, 40)
    expect(await decode(damaged, 'gzip')).toMatchObject({ ok: false, reason: 'http_error' })
  })

  it.each(['zstd', 'compress', 'gzip, gzip, gzip, gzip'])('does not read %s', async (coding) => {
    expect(await decode(text, coding)).toMatchObject({ ok: false, reason: 'http_error' })
  })

  it('gives a result for any bytes under any encoding', async () => {
    const coding = fc.constantFrom('gzip', 'br', 'deflate', 'gzip, br', 'other')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), coding, async (body, name) => {
        const result = await decode(Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), body]), name, { maxBytes: 1000 })
        if (result.ok) expect(result.body.byteLength).toBeLessThanOrEqual(1000)
      }),
    )
  })
})
