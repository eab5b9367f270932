import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeEach, expect, test } from 'vitest'

import { csvRows, newFolder, policylens } from './policylens.ts'

let folder = ''
beforeEach(() => {
  folder = newFolder()
})

function put(name: string, text: string): void {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}

const quick = ['--stage', 'crawl', 'extract', 'detect']
const sentence = 'Staff take a trauma-informed approach to every young person they meet.'

test('policylens init takes every readable file of a folder, and lists the facts that are missing', () => {
  put('a.md', `# A\n\n${sentence}`)
  put('inner/b.html', `<main><p>${sentence}</p></main>`)
  put('notes.xyz', 'not a document')
  const { code, stdout } = policylens(['init', folder])
  expect(code).toBe(0)
  expect(stdout).toContain('2 documents in 2 editions')
  expect(stdout).toMatch(/issuer: 2 documents/)
  const pipeline = join(folder, 'policylens.yaml')
  expect(policylens(['run', '-p', pipeline, ...quick]).code).toBe(0)
  const rows = csvRows(policylens(['query', 'mentions', '-p', pipeline]).stdout)
  expect(rows.map((row) => [row['document_key'], row['page'], row['match']])).toEqual([
    ['a', '', 'trauma-informed'],
    ['inner/b', '', 'trauma-informed'],
  ])
})

test('policylens takes the pipeline of the current folder', () => {
  put('a.md', sentence)
  expect(policylens(['init', '.'], { cwd: folder }).code).toBe(0)
  expect(policylens(['run', ...quick], { cwd: folder }).code).toBe(0)
  expect(csvRows(policylens(['query', 'documents'], { cwd: folder }).stdout)).toHaveLength(1)
})

test('policylens looks at editions as at each snapshot', () => {
  put('old.md', 'Nothing is named here.')
  put('new.md', sentence)
  put('gone.md', sentence)
  put('undated.md', sentence)
  put(
    'manifest.csv',
    [
      'file,document_key,title,published,withdrawn,nation,series,sponsor',
      'old.md,plan,The plan,2019-01-01,,England and Wales,,A',
      'new.md,plan,The plan,2021-01-01,,England and Wales,,B',
      'gone.md,gone,Gone,2018-05-05,2020-07-01,Wales,,',
      'undated.md,undated,Undated,,,Scotland,,',
    ].join('\n'),
  )
  const init = [
    '--snapshot',
    '2017-01-01',
    '--snapshot',
    '2020-06-30',
    '--snapshot',
    '2020-07-01',
    '--snapshot',
    '2021-01-01',
  ]
  expect(policylens(['init', folder, ...init]).code).toBe(0)
  const pipeline = join(folder, 'policylens.yaml')
  expect(policylens(['run', '-p', pipeline, ...quick]).code).toBe(0)
  const documents = csvRows(policylens(['query', 'documents', '-p', pipeline]).stdout)
  expect(documents.map((row) => `${row['snapshot']} ${row['document_key']} ${row['published']}`)).toEqual([
    '2017-01-01 undated ',
    '2020-06-30 gone 2018-05-05',
    '2020-06-30 plan 2019-01-01',
    '2020-06-30 undated ',
    '2020-07-01 plan 2019-01-01',
    '2020-07-01 undated ',
    '2021-01-01 plan 2021-01-01',
    '2021-01-01 undated ',
  ])
  const nations = csvRows(
    policylens([
      'query',
      'prevalence',
      '-p',
      pipeline,
      '--by',
      'nation',
      '--snapshot',
      '2021-01-01',
      '--approach',
      'trauma-informed',
    ]).stdout,
  )
  expect(nations.map((row) => `${row['group']} ${row['documents_with_mention']}/${row['obtained']}`)).toEqual([
    'England 1/1',
    'Scotland 1/1',
    'Wales 1/1',
    'all 2/2',
  ])
})

test('policylens run records damaged, empty and misnamed files with a reason, and goes on', () => {
  put('good.md', sentence)
  put('damaged.pdf', '%PDF-1.4\nnot really')
  put('empty.pdf', '')
  put('page.pdf', '<!DOCTYPE html><html><body><p>Please accept cookies</p></body></html>')
  put('old.doc', '\u00d0\u00cf\u0011\u00e0')
  policylens(['init', folder])
  const pipeline = join(folder, 'policylens.yaml')
  expect(policylens(['run', '-p', pipeline, ...quick, '--strict']).code).toBe(3)
  const rows = csvRows(policylens(['query', 'documents', '-p', pipeline]).stdout)
  expect(Object.fromEntries(rows.map((row) => [row['document_key'], row['reason']]))).toEqual({
    good: '',
    damaged: 'damaged',
    empty: 'empty',
    page: 'misnamed',
    old: 'unsupported_format',
  })
})

test.each([
  ['an unknown question', ['query', 'nonsense'], 'There is no question "nonsense"'],
  [
    'no such date',
    ['query', 'prevalence', '--snapshot', '2020-02-30'],
    '--snapshot: found "2020-02-30", allowed: a date',
  ],
  ['an unknown approach', ['query', 'prevalence', '--approach', 'x'], 'There is no approach "x"'],
  ['an unknown flag', ['run', '--fast'], "unknown option '--fast'"],
  ['an unknown stage', ['run', '--stage', 'bake'], 'crawl, extract, chunk, embed, detect'],
])('policylens answers %s with one message and exit code 2', (_, args, message) => {
  put('a.md', sentence)
  policylens(['init', '.'], { cwd: folder })
  policylens(['run', ...quick], { cwd: folder })
  const { code, stderr } = policylens(args, { cwd: folder })
  expect(code).toBe(2)
  expect(stderr).toContain(message)
  expect(stderr).not.toContain('    at ')
})

test('policylens says which files have no row in a manifest, and which columns look misspelt', () => {
  put('a.md', sentence)
  put('b.md', sentence)
  put('manifest.csv', 'file,publised\na.md,2020-01-01\n')
  const { code, stdout } = policylens(['init', folder])
  expect(code).toBe(0)
  expect(stdout).toContain('1 files of the folder without a row (b.md), which are not in the corpus')
  expect(stdout).toContain('did you mean published?')
  const run = policylens(['run', ...quick], { cwd: folder })
  expect(run.stderr).toContain('2 doubts about the corpus: policylens check')
})

test('policylens takes no copies in a workspace for documents', () => {
  put('a.md', sentence)
  expect(policylens(['init', '.', '--workspace', 'work'], { cwd: folder }).code).toBe(0)
  policylens(['run', ...quick], { cwd: folder })
  expect(policylens(['run', ...quick], { cwd: folder }).stderr).toContain('crawl    0 done now, 1 settled before')
})

test('policylens names all mistakes of a manifest at once, and writes nothing', () => {
  put('a.md', sentence)
  put('manifest.csv', 'file,published,series\na.md,2020-13-01,perhaps\nnowhere.md,2020-01-01,yes\n')
  const { code, stderr } = policylens(['init', folder])
  expect(code).toBe(2)
  expect(stderr).toContain('There are 3 mistakes; nothing was done')
  expect(stderr).toMatch(/manifest\.csv:2: published: found "2020-13-01"/)
  expect(stderr).toMatch(/manifest\.csv:3: file: found .*nowhere\.md/)
  expect(() => readFileSync(join(folder, 'policylens.yaml'))).toThrow('ENOENT')
})

test('policylens init overwrites nothing', () => {
  put('a.md', sentence)
  put('policylens.yaml', 'mine')
  expect(policylens(['init', folder]).code).toBe(2)
  expect(readFileSync(join(folder, 'policylens.yaml'), 'utf8')).toBe('mine')
})

test('policylens says what to do before anything was run', () => {
  put('a.md', sentence)
  policylens(['init', '.'], { cwd: folder })
  const { code, stderr } = policylens(['query', 'prevalence'], { cwd: folder })
  expect(code).toBe(2)
  expect(stderr).toContain('policylens run')
})
