import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyFileToStore, removePartialFiles, storeBytes } from '../../src/crawl/content-store.ts'
import { MachineError } from '../../src/model/user-error.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-store-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const files = () => readdirSync(join(folder, 'files'))

describe('storeBytes()', () => {
  it('keeps the bytes under their hash', async () => {
    const stored = await storeBytes(folder, Buffer.from('Some text'), { extension: 'txt' })
    expect(stored).toEqual({ sha256: sha256('Some text'), path: `files/${sha256('Some text')}.txt`, bytes: 9 })
    expect(readFileSync(join(folder, stored.path), 'utf8')).toBe('Some text')
    expect(files()).toHaveLength(1)
  })

  it('leaves alone what is there already', async () => {
    const first = await storeBytes(folder, Buffer.from('Some text'), { extension: 'txt' })
    const before = statSync(join(folder, first.path))
    expect(await storeBytes(folder, Buffer.from('Some text'), { extension: 'txt' })).toEqual(first)
    expect(statSync(join(folder, first.path)).ino).toBe(before.ino)
    expect(files()).toHaveLength(1)
  })

  it('writes a file again that a crash left short', async () => {
    const first = await storeBytes(folder, Buffer.from('Some text'), { extension: 'txt' })
    writeFileSync(join(folder, first.path), 'Som')
    await storeBytes(folder, Buffer.from('Some text'), { extension: 'txt' })
    expect(readFileSync(join(folder, first.path), 'utf8')).toBe('Some text')
    expect(files()).toHaveLength(1)
  })

  it.each([
    ['a PDF that calls itself HTML', '%PDF-1.7\n%âãÏÓ\n', 'html', 'pdf'],
    ['a PDF after some other bytes', '\n\n junk %PDF-1.4\n', 'txt', 'pdf'],
    ['a page that calls itself PDF', '<!DOCTYPE html><title>Not found</title>', 'pdf', 'html'],
    ['a page', '<html><body>x</body></html>', 'htm', 'htm'],
    ['XHTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>', 'html', 'html'],
    ['Markdown', '# Title', '.MD', 'md'],
    ['an unknown thing', 'abc', 'exe', 'bin'],
    ['an extension that is a path', 'abc', '../../x', 'bin'],
    ['nothing', '', '', 'bin'],
  ])('names %s by its bytes', async (_what, bytes, hint, extension) => {
    const stored = await storeBytes(folder, Buffer.from(bytes, 'latin1'), { extension: hint })
    expect(stored.path).toBe(`files/${stored.sha256}.${extension}`)
  })

  it('stores the same bytes once when they come at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => storeBytes(folder, Buffer.from('same'), { extension: 'txt' })))
    expect(files()).toEqual([`${sha256('same')}.txt`])
  })

  it('says so where it cannot write', async () => {
    writeFileSync(join(folder, 'taken'), 'a file in the way')
    const stored = storeBytes(join(folder, 'taken'), Buffer.from('x'), { extension: 'txt' })
    await expect(stored).rejects.toThrow(MachineError)
  })
})

describe('copyFileToStore()', () => {
  it('copies a file under the hash of its bytes', async () => {
    const bytes = Buffer.alloc(300_000, 'guidance ')
    writeFileSync(join(folder, 'own.txt'), bytes)
    const stored = await copyFileToStore(folder, join(folder, 'own.txt'))
    expect(stored).toEqual({ sha256: sha256(bytes), path: `files/${sha256(bytes)}.txt`, bytes: bytes.byteLength })
    expect(readFileSync(join(folder, stored.path))).toEqual(bytes)
    expect(files()).toHaveLength(1)
  })

  it('gives the same place as storeBytes()', async () => {
    writeFileSync(join(folder, 'own.pdf'), '<html>')
    const copied = await copyFileToStore(folder, join(folder, 'own.pdf'))
    expect(await storeBytes(folder, Buffer.from('<html>'), { extension: 'pdf' })).toEqual(copied)
  })

  it('opens few files at one moment, however many are asked for', async () => {
    const paths = Array.from({ length: 200 }, (_, index) => join(folder, `${index}.txt`))
    for (const path of paths) writeFileSync(path, path)
    // Where the system does not say which files are open (it does on Linux), only the result is checked.
    const countOpen = () => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0)
    const before = countOpen()
    let most = before
    const sampling = setInterval(() => (most = Math.max(most, countOpen())), 1)
    await Promise.all(paths.map((path) => copyFileToStore(folder, path)))
    clearInterval(sampling)
    expect(most - before).toBeLessThan(80)
    expect(files()).toHaveLength(200)
  })

  it('copies an empty file', async () => {
    writeFileSync(join(folder, 'own.txt'), '')
    expect(await copyFileToStore(folder, join(folder, 'own.txt'))).toMatchObject({ sha256: sha256(''), bytes: 0 })
  })

  it('throws for a file that is not there and leaves nothing behind', async () => {
    await expect(copyFileToStore(folder, join(folder, 'none.pdf'))).rejects.toThrow('ENOENT')
    expect(existsSync(join(folder, 'files'))).toBe(false)
  })
})

describe('removePartialFiles()', () => {
  it('removes what was half-written and nothing else', async () => {
    await storeBytes(folder, Buffer.from('whole'), { extension: 'txt' })
    writeFileSync(join(folder, 'files', '.partial-123'), 'ha')
    expect(await removePartialFiles(folder)).toBe(1)
    expect(files()).toEqual([`${sha256('whole')}.txt`])
  })

  it('does nothing in an empty folder', async () => {
    expect(await removePartialFiles(folder)).toBe(0)
  })
})
