import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storeBytes } from '../../src/crawl/content-store.ts'
import { restoreCapture, type CapturedFile } from '../../src/crawl/restore-capture.ts'
import { openWarcWriter } from '../../src/crawl/warc.ts'
import { sampleExchange } from './sample-exchange.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-restore-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const text = Buffer.from('<html><p>Guidance</p></html>')

async function capture(body: Uint8Array = text, headers: [string, string][] = []): Promise<CapturedFile> {
  const writer = openWarcWriter(join(folder, 'warc'), { runId: 'run-1', software: 's', now: new Date(0) })
  await writer.write(sampleExchange('/other', 'other'))
  const { file, offset } = await writer.write(sampleExchange('/a', body, { headers }))
  await writer.close()
  const { sha256, path, bytes } = await storeBytes(folder, text, { extension: 'html' })
  return { stored: path, sha256, bytes, warcFile: `warc/${file}`, warcOffset: offset }
}

describe('restoreCapture()', () => {
  it('leaves a file alone that is there whole', async () => {
    const file = await capture()
    expect(await restoreCapture(folder, file)).toBe('whole')
  })

  it.each([
    ['plain', text, []],
    ['packed', gzipSync(text), [['Content-Encoding', 'gzip']]],
  ] as const)('makes a file anew that is gone or short, from a %s answer', async (_what, body, headers) => {
    const file = await capture(
      body,
      headers.map(([name, value]) => [name, value]),
    )
    rmSync(join(folder, file.stored))
    expect(await restoreCapture(folder, file)).toBe('restored')
    truncateSync(join(folder, file.stored), 3)
    expect(await restoreCapture(folder, file)).toBe('restored')
    expect(readFileSync(join(folder, file.stored))).toEqual(text)
  })

  it('says so where the WARC file does not hold the bytes either', async () => {
    const file = await capture()
    rmSync(join(folder, file.stored))
    const other = { ...file, sha256: createHash('sha256').update('x').digest('hex') }
    expect(await restoreCapture(folder, other)).toBe('lost')
    expect(await restoreCapture(folder, { ...file, warcOffset: 1 })).toBe('lost')
    writeFileSync(join(folder, file.warcFile), readFileSync(join(folder, file.warcFile)).fill(0, file.warcOffset + 30))
    expect(await restoreCapture(folder, file)).toBe('lost')
    rmSync(join(folder, file.warcFile))
    expect(await restoreCapture(folder, file)).toBe('lost')
  })
})
