import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createZip } from '../../src/crawl/zip-file.ts'
import { readZip } from '../strict/read-zip.ts'
import { createComplaints } from '../strict/violation.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-zip-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, 'a.zip')
const now = new Date('2026-07-01T12:34:56Z')
const contents: Readonly<Record<string, string>> = {
  'a/empty.txt': '',
  'a/one.txt': 'one',
  'b/ŵ.txt': 'two'.repeat(1000),
}

async function write(options: { readonly zip64From?: number } = {}): Promise<Buffer> {
  const zip = await createZip(path(), { now, ...options })
  for (const [name, text] of Object.entries(contents)) {
    const content = Buffer.from(text)
    await zip.add(name, [content.subarray(0, 2), content.subarray(2)], { bytes: content.length })
  }
  const bytes = await zip.finish()
  await zip.close()
  const file = readFileSync(path())
  expect(bytes).toBe(file.length)
  return file
}

describe('createZip()', () => {
  it('writes what another library unpacks', async () => {
    const found = Object.entries(unzipSync(await write())).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])
    expect(Object.fromEntries(found)).toEqual(contents)
  })

  // The size from which 64 bits are needed is lowered, for files of 4 GB would take too long.
  it.each([
    ['no', undefined, [false, false, false]],
    ['only the larger entry and those after it', 100, [false, false, true]],
    ['every', 0, [true, true, true]],
  ])('writes %s entry with 64 bits, and breaks no rule', async (_what, zip64From, wide) => {
    const complaints = createComplaints()
    const entries = readZip(await write(zip64From === undefined ? {} : { zip64From }), complaints)
    expect(complaints.list).toEqual([])
    expect(entries.map(({ name, content }) => [name, content.toString()])).toEqual(Object.entries(contents))
    expect(entries.map(({ zip64 }) => zip64)).toEqual(wide)
  })

  const hasPython = spawnSync('python3', ['--version']).status === 0
  it.runIf(hasPython).each([[undefined], [100], [0]])(
    'writes what Python’s zipfile finds sound (64 bits from %s)',
    async (zip64From) => {
      await write(zip64From === undefined ? {} : { zip64From })
      const script =
        'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [i.date_time for i in z.infolist()][0])'
      expect(execFileSync('python3', ['-c', script, path()], { encoding: 'utf8' })).toBe(
        'None (2026, 7, 1, 12, 34, 56)\n',
      )
    },
  )

  it('refuses content of another size than it was told', async () => {
    const zip = await createZip(path(), { now })
    await expect(zip.add('a', [Buffer.from('abc')], { bytes: 4 })).rejects.toThrow('a has 3 bytes, not 4')
    await zip.close()
  })
})
