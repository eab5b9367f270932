import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listReadableFiles } from '../../src/crawl/local-files.ts'
import { MachineError } from '../../src/model/user-error.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function put(...paths: string[]) {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), 'text')
  }
}
const paths = async () => (await listReadableFiles(folder)).map(({ path }) => path)

describe('listReadableFiles()', () => {
  it('lists documents of all folders, sorted, with path and size', async () => {
    put('b.pdf', 'a/z.docx', 'a/b/c.html', 'B.md')
    expect(await listReadableFiles(folder)).toEqual(
      ['B.md', 'a/b/c.html', 'a/z.docx', 'b.pdf'].map((path) => ({ path, absolute: join(folder, path), bytes: 4 })),
    )
  })

  it('takes each extension of a document, also of those that cannot be read yet, in any case', async () => {
    const names = ['pdf', 'docx', 'html', 'htm', 'md', 'markdown', 'txt', 'doc', 'odt', 'rtf', 'PDF'].map(
      (ext) => `x.${ext}`,
    )
    put(...names)
    expect((await paths()).toSorted()).toEqual(names.toSorted())
  })

  it('leaves out what is hidden and what is no document', async () => {
    put(
      '.policylens/files/a.pdf',
      '.git/b.txt',
      '.c.pdf',
      'manifest.csv',
      'policylens.yaml',
      'photo.jpg',
      'noext',
      'ok.txt',
    )
    expect(await paths()).toEqual(['ok.txt'])
  })

  it('follows links within the folder, but none out of it, in circles or to nowhere', async () => {
    put('docs/a.pdf')
    symlinkSync(join(folder, 'docs', 'a.pdf'), join(folder, 'link.pdf'))
    symlinkSync(folder, join(folder, 'docs', 'up'))
    symlinkSync(join(folder, 'none.pdf'), join(folder, 'dangling.pdf'))
    expect(await paths()).toEqual(['docs/a.pdf', 'link.pdf'])
    symlinkSync(folder, join(folder, 'docs', 'parent'))
    symlinkSync(join(folder, 'link.pdf'), join(folder, 'docs', 'b.pdf'))
    put('secret.pdf')
    symlinkSync(join(folder, 'secret.pdf'), join(folder, 'docs', 'secret.pdf'))
    const inner = await listReadableFiles(join(folder, 'docs'))
    expect(inner.map(({ path }) => path)).toEqual(['a.pdf', 'b.pdf'])
  })

  it('lists a folder whose own name begins with a dot or is a link', async () => {
    put('.hidden/a.pdf')
    expect((await listReadableFiles(join(folder, '.hidden'))).map(({ path }) => path)).toEqual(['a.pdf'])
    symlinkSync(join(folder, '.hidden'), join(folder, 'linked'))
    expect((await listReadableFiles(join(folder, 'linked'))).map(({ path }) => path)).toEqual(['a.pdf'])
  })

  it('gives nothing for an empty folder and throws for none', async () => {
    expect(await paths()).toEqual([])
    await expect(listReadableFiles(join(folder, 'none'))).rejects.toThrow('there is no such folder')
    put('file.txt')
    await expect(listReadableFiles(join(folder, 'file.txt'))).rejects.toThrow(MachineError)
  })
})
