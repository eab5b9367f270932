import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { createExtractPool } from '../../src/extract/pool.ts'
import type { ExtractPool } from '../../src/extract/pool.ts'
import { makePdf } from './make-pdf.ts'

let pool: ExtractPool | undefined
afterEach(async () => pool?.close())

/** A line of text, at a place of its own, so many times. */
function manyLines(count: number): Buffer {
  const lines = Array.from(
    { length: count },
    (_, at) => `BT /F1 12 Tf ${at % 500} ${at / 100} Td (They told us) Tj ET\n`,
  )
  return Buffer.from(lines.join(''))
}

/** A small file whose one page draws all this, so many times. */
function onePage(drawn: Buffer, times = 1): Uint8Array {
  const content = deflateSync(drawn, { level: 1 })
  return Buffer.concat([
    Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
        `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[${'4 0 R '.repeat(times)}]/Resources<</Font<</F1` +
        `<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Filter/FlateDecode/Length ${content.length}>>stream\n`,
    ),
    content,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
  ])
}

describe('createExtractPool()', () => {
  it('reads files by path and by bytes, several at a time', async () => {
    pool = createExtractPool({ threads: 2, seconds: 60, megabytes: 256 })
    const folder = await mkdtemp(join(tmpdir(), 'extract-'))
    const bytes = await makePdf((pdf) => pdf.text('Some words.'))
    await writeFile(join(folder, 'stored'), bytes)
    const results = await Promise.all([
      pool.extract(join(folder, 'stored'), { name: 'a.pdf' }),
      pool.extract(bytes, { name: 'b.pdf' }),
      pool.extract(new TextEncoder().encode('Words.'), { name: 'c.txt' }),
    ])
    expect(results.map((result) => result.ok && result.extraction.blocks[0]?.text)).toEqual([
      'Some words.',
      'Some words.',
      'Words.',
    ])
    expect(await pool.readPages(bytes, { pages: [1] })).toEqual(new Map([[1, 'Some words.']]))
    await rm(folder, { recursive: true })
  })
  it('gives up a document that runs out of time, and reads the next', async () => {
    pool = createExtractPool({ threads: 1, seconds: 1, megabytes: 1800 })
    const [slow, next] = await Promise.all([
      // Half a minute's work on any machine of today.
      pool.extract(onePage(manyLines(150_000), 40), { name: 'slow.pdf' }),
      pool.extract(new TextEncoder().encode('Words.'), { name: 'a.txt' }),
    ])
    expect(slow).toMatchObject({ ok: false, reason: 'too_slow' })
    expect(next.ok).toBe(true)
  })
  it('gives up a PDF that needs more memory than it may, and reads the next', async () => {
    pool = createExtractPool({ threads: 1, seconds: 60, megabytes: 160 })
    expect(await pool.extract(onePage(Buffer.alloc(200 * 1024 * 1024, ' ')), { name: 'bomb.pdf' })).toMatchObject({
      ok: false,
      reason: 'over_memory',
    })
    const bytes = await makePdf((pdf) => pdf.text('Some words.'))
    expect((await pool.extract(bytes, { name: 'a.pdf' })).ok).toBe(true)
  })
  it('gives up a page whose tree does not fit the memory, and reads the next', async () => {
    pool = createExtractPool({ threads: 1, seconds: 60, megabytes: 160 })
    const page = new TextEncoder().encode(`<!doctype html><body>${'<p>a</p>'.repeat(900_000)}`)
    expect(await pool.extract(page, { name: 'a.html' })).toMatchObject({ ok: false, reason: 'over_memory' })
    expect((await pool.extract(new TextEncoder().encode('Words.'), { name: 'a.txt' })).ok).toBe(true)
  })
  it('tells a missing file from a bad one', async () => {
    pool = createExtractPool({ threads: 1, seconds: 60, megabytes: 160 })
    await expect(pool.extract('/nowhere/a.pdf', { name: 'a.pdf' })).rejects.toThrow('ENOENT')
  })
  it('has no text of the second reader where that fails', async () => {
    pool = createExtractPool({ threads: 1, seconds: 60, megabytes: 160 })
    expect(await pool.readPages(new TextEncoder().encode('%PDF-1.4'), { pages: [1] })).toBeNull()
  })
})
