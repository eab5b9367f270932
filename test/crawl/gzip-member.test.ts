import { randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gzipMember } from '../../src/crawl/gzip-member.ts'
import { readGzipMember } from '../strict/read-gzip.ts'

const pack = async (...parts: Uint8Array[]) => Buffer.concat([...(await gzipMember(parts))])

describe('gzipMember()', () => {
  it('packs any bytes, in any pieces, so that they come out again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), async (parts) => {
        const packed = await pack(...parts)
        const member = readGzipMember(packed, 0)
        expect(member.content).toEqual(Buffer.concat(parts))
        expect(member.length).toBe(packed.length)
        expect(gunzipSync(packed)).toEqual(Buffer.concat(parts))
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    ['64 KB', Buffer.alloc(64 * 1024, 'guidance ')],
    ['text of 1 MB', Buffer.alloc(1_000_000, 'guidance ')],
    ['1 MB that does not shrink', randomBytes(1_000_000)],
    ['a whole number of stored blocks', randomBytes(2 * 0xffff)],
  ])('packs %s', async (_what, bytes) => {
    const packed = await pack(Buffer.from('head'), bytes, Buffer.from('tail'))
    const { content } = readGzipMember(packed, 0)
    expect(content.equals(Buffer.concat([Buffer.from('head'), bytes, Buffer.from('tail')]))).toBe(true)
  })

  it('makes text much smaller, and what does not shrink hardly larger', async () => {
    expect((await pack(Buffer.alloc(1_000_000, 'guidance '))).length).toBeLessThan(20_000)
    expect((await pack(randomBytes(1_000_000))).length).toBeLessThan(1_000_200)
  })

  it('packs several at once without mixing them', async () => {
    const texts = Array.from({ length: 50 }, (_, index) => Buffer.alloc(2000, `text ${index} `))
    const packed = await Promise.all(texts.map((text) => pack(text)))
    expect(packed.map((one) => gunzipSync(one).equals(texts[packed.indexOf(one)] ?? Buffer.alloc(0)))).toEqual(
      texts.map(() => true),
    )
  })
})
