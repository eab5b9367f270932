import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { beforeAll, describe, expect, test } from 'vitest'

import { packageFile } from '../../src/package-file.ts'
import { csvRows, newFolder, policylens, type Answer } from './policylens.ts'

/*
 * The demo from crawl to report, by the command itself, against figures that were written by hand.
 */

const folder = newFolder()
const pipeline = join(folder, 'policylens.yaml')
const ask = (...args: readonly string[]): Answer => policylens([...args, '-p', pipeline])
const rowsOf = (...args: readonly string[]): Record<string, string>[] => csvRows(ask(...args).stdout)
const expected = csvRows(readFileSync(packageFile('corpus/demo/expected.csv'), 'utf8'))
const expectedCaptures = csvRows(readFileSync(packageFile('corpus/demo/expected-captures.csv'), 'utf8'))
const expectedPages = csvRows(readFileSync(packageFile('corpus/demo/expected-pages.csv'), 'utf8'))
let firstSupply: Answer
let firstRun: Answer

function supply(): Answer {
  const facts = [
    '--snapshot',
    '2020-06-30',
    '--obtained',
    '2020-09-14',
    '--source-url',
    'http://www.policecollege.veskar.example/',
  ]
  const file = packageFile('corpus/demo/supplied/young-people-at-risk-2019.pdf')
  return ask('supply', 'policing-vulnerability', file, ...facts)
}

beforeAll(() => {
  const spec = readFileSync(packageFile('pipelines/demo.yaml'), 'utf8')
  writeFileSync(
    pipeline,
    spec.replaceAll('../corpus', packageFile('corpus')).replace('../.policylens/demo', 'workspace'),
  )
  firstSupply = supply()
  firstRun = ask('run')
})

const countBy = (rows: readonly Record<string, string>[], ...names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const row of rows) {
    const key = names.map((name) => row[name]).join(' ')
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

describe('policylens run', () => {
  test('does every stage, and says what could not be had and why', () => {
    expect(firstRun.code).toBe(0)
    expect(firstRun.stderr).toMatch(/crawl .*10 failed/)
    expect(firstRun.stderr).toContain('2 × The site’s robots.txt keeps machines from it')
    expect(firstRun.stderr).toContain('2 × The address leads to a later file that replaced it')
    expect(firstRun.stderr).toContain('1 × The file is damaged')
  })

  test('again does nothing, also after the same file was supplied again, and says how much was settled before', () => {
    expect(firstSupply.stdout).toContain('now stands for policing-vulnerability as at 2020-06-30')
    expect(supply().stdout).toContain('stands for policing-vulnerability as at 2020-06-30 already')
    const { code, stderr } = ask('run')
    expect(code).toBe(0)
    const lines = [...stderr.matchAll(/^(\w+) +(\d+) done now, (\d+) settled before/gm)]
    expect(lines.map(([, stage, done]) => `${stage} ${done}`)).toEqual([
      'crawl 0',
      'extract 0',
      'chunk 0',
      'embed 0',
      'detect 0',
    ])
    for (const [, , , before] of lines) expect(Number(before)).toBeGreaterThan(30)
  })

  test('with --strict ends with 3 when some documents failed', () => {
    expect(ask('run', '--strict').code).toBe(3)
  })
})

describe('policylens query', () => {
  test('captures gives how each document was got at each snapshot, as written by hand', () => {
    const columns = ['document_key', 'snapshot', 'status', 'reason', 'route', 'rule', 'distance_days']
    const lineOf = (row: Record<string, string>): string => columns.map((column) => row[column]).join(',')
    const found = rowsOf('query', 'captures')
    expect(found.map(lineOf).sort()).toEqual(expectedCaptures.map(lineOf).sort())
    for (const row of found.filter(({ route }) => route === 'archive')) {
      expect(row).toMatchObject({ archive: 'demo-archive', memento_datetime: expect.stringMatching(/^20\d\d-/) })
    }
  })

  test('documents gives every document with its state, as written by hand', () => {
    const found = rowsOf('query', 'documents')
    const states = Object.fromEntries(found.map((row) => [`${row['snapshot']} ${row['document_key']}`, row]))
    for (const row of expected) {
      const one = states[`${row['snapshot']} ${row['document_key']}`]
      expect([row['document_key'], one?.['status'], one?.['reason']]).toEqual([
        row['document_key'],
        row['status'],
        row['reason'],
      ])
    }
    expect(new Set(found.map((row) => `${row['snapshot']} ${row['document_key']}`)).size).toBe(found.length)
    expect(Object.keys(states).sort()).toEqual(
      [...new Set(expected.map((row) => `${row['snapshot']} ${row['document_key']}`))].sort(),
    )
  })

  test('mentions gives as many of each term in each document as written by hand', () => {
    const wanted: Record<string, number> = {}
    for (const row of expected) {
      if (Number(row['mentions']) > 0)
        wanted[`${row['snapshot']} ${row['document_key']} ${row['term']}`] = Number(row['mentions'])
    }
    expect(countBy(rowsOf('query', 'mentions'), 'snapshot', 'document_key', 'term')).toEqual(wanted)
  })

  test('mentions gives pages and words as they stand there', () => {
    const found = countBy(rowsOf('query', 'mentions'), 'snapshot', 'document_key', 'term', 'page', 'match')
    const wanted = countBy(expectedPages, 'snapshot', 'document_key', 'term', 'page', 'match')
    for (const [key, count] of Object.entries(wanted)) expect([key, found[key]]).toEqual([key, count])
  })

  test('mentions has the columns of its description, and none is disputed', () => {
    const { stdout } = ask('query', 'mentions')
    expect(stdout.split('\r\n')[0]).toBe(
      'mention_id,snapshot,document_key,title,issuer,nation,published,approach,term,page,page_label,block,start,end,left,match,right,disputed,source,sha256',
    )
    expect(stdout.startsWith('\ufeff')).toBe(false)
    expect(new Set(csvRows(stdout).map((row) => row['disputed']))).toEqual(new Set(['false']))
  })

  test('furniture keeps the mentions in running headers, which are in no total', () => {
    const wanted: Record<string, number> = {}
    for (const row of expected) {
      if (Number(row['furniture']) > 0)
        wanted[`${row['snapshot']} ${row['document_key']} ${row['term']}`] = Number(row['furniture'])
    }
    expect(Object.keys(wanted).length).toBeGreaterThan(0)
    expect(countBy(rowsOf('query', 'furniture'), 'snapshot', 'document_key', 'term')).toEqual(wanted)
  })

  test('gives one mention the same id in both snapshots', () => {
    const rows = rowsOf('query', 'mentions').filter((row) => row['document_key'] === 'children-missing')
    const [first, second] = ['2020-06-30', '2022-12-31'].map((snapshot) =>
      rows.filter((row) => row['snapshot'] === snapshot).map((row) => row['mention_id']),
    )
    expect(first).toHaveLength(2)
    expect(second).toEqual(first)
  })

  test('prevalence adds up with mentions and documents, and its groups with its whole', () => {
    const prevalence = rowsOf('query', 'prevalence', '--by', 'nation')
    const mentions = rowsOf('query', 'mentions')
    for (const row of prevalence.filter((one) => one['group'] === 'all')) {
      const own = mentions.filter((one) => one['snapshot'] === row['snapshot'] && one['approach'] === row['approach'])
      expect(Number(row['mentions'])).toBe(own.length)
      expect(Number(row['documents_with_mention'])).toBe(new Set(own.map((one) => one['document_key'])).size)
      const groups = prevalence.filter(
        (one) => one['snapshot'] === row['snapshot'] && one['approach'] === row['approach'] && one['group'] !== 'all',
      )
      expect(groups.map((one) => one['group'])).toEqual(['Aldermark', 'Breland', 'Corrow', 'Dunmere'])
      const sum = groups.reduce((total, one) => total + Number(one['documents']), 0)
      expect(sum).toBeGreaterThan(Number(row['documents']))
    }
    expect(ask('query', 'prevalence', '--by', 'nation').stderr).toMatch(/apply to several nations and count in each/)
  })

  test('prevalence gives shares of the documents obtained, with Wilson intervals', () => {
    const row = rowsOf('query', 'prevalence', '--snapshot', '2020-06-30', '--approach', 'transitional-safeguarding')[0]
    const obtained = Number(row?.['obtained'])
    expect(row).toMatchObject({ documents_with_mention: '0', share: '0', share_low: '0', kind: 'approach' })
    const z2 = 1.959963984540054 ** 2
    expect(Number(row?.['share_high'])).toBeCloseTo(z2 / (obtained + z2), 12)
  })

  test('passages never name the approach, and come nearest first', () => {
    const rows = rowsOf('query', 'passages', '--approach', 'contextual-safeguarding', '--snapshot', '2022-12-31')
    expect(rows.length).toBe(20)
    for (const row of rows) expect(row['text']?.toLowerCase()).not.toContain('contextual safeguarding')
    const similarities = rows.map((row) => Number(row['similarity']))
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a))
    expect(similarities[0]).toBeGreaterThan(0.5)
  })

  test.each(['json', 'ndjson', 'csv', 'table'] as const)('gives the same number of rows as %s', (format) => {
    const { stdout } = ask('query', 'terms', '--format', format)
    const counts = {
      json: () => (JSON.parse(stdout) as unknown[]).length,
      ndjson: () => stdout.trim().split('\n').length,
      csv: () => csvRows(stdout).length,
      table: () => stdout.split('\n').filter((line) => /^20\d\d-/.test(line)).length,
    }
    expect(counts[format]()).toBe(14)
  })

  test('writes xlsx to a file', () => {
    const out = join(folder, 'terms.xlsx')
    expect(ask('query', 'terms', '--format', 'xlsx', '--out', out).code).toBe(0)
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK')
  })

  test('--list describes every question', () => {
    const rows = csvRows(policylens(['query', '--list']).stdout)
    expect(rows.map((row) => row['question'])).toContain('prevalence')
    for (const row of rows) {
      expect(row['description']).not.toBe('')
      expect(row['example']).toMatch(/^policylens (query|harvest) /)
    }
  })
})

describe('policylens search', () => {
  test('gives a concordance of any words, of the text as it stands there', () => {
    const rows = rowsOf('search', 'young people', '--snapshot', '2022-12-31')
    expect(rows.length).toBeGreaterThan(20)
    for (const row of rows) expect(row['match']?.replace(/\s+/g, ' ').toLowerCase()).toBe('young people')
  })

  test('of an approach’s own words finds what detection found', () => {
    const found = rowsOf('search', 'contextual safe~guarding').filter((row) => row['zone'] !== 'furniture')
    const mentions = rowsOf('query', 'mentions', '--approach', 'contextual-safeguarding')
    expect(countBy(found, 'snapshot', 'document_key', 'block', 'start')).toEqual(
      countBy(mentions, 'snapshot', 'document_key', 'block', 'start'),
    )
  })

  test('says what is wrong with words that cannot be searched', () => {
    const { code, stderr } = ask('search', '*')
    expect(code).toBe(2)
    expect(stderr).toContain('would match everything')
  })
})

describe('policylens lexicon', () => {
  test('diff says which mentions an edited file would gain and lose', () => {
    const approaches = join(folder, 'approaches')
    expect(policylens(['lexicon', 'copy', approaches]).code).toBe(0)
    const file = join(approaches, 'trauma-informed.yaml')
    const edited = readFileSync(file, 'utf8').replace('- trauma~aware', '- young people')
    writeFileSync(file, edited)
    const { code, stdout, stderr } = ask('lexicon', 'diff', file)
    expect(code).toBe(0)
    const counts = countBy(csvRows(stdout), 'change', 'term')
    expect(counts['gained trauma-aware']).toBeGreaterThan(0)
    expect(stderr).toContain('nothing was changed')
  })

  test('copy overwrites nothing', () => {
    expect(policylens(['lexicon', 'copy', join(folder, 'approaches')])).toMatchObject({ code: 2 })
  })
})

describe('policylens report compare', () => {
  test('writes one HTML file that needs nothing beside it, and its tables', () => {
    const out = join(folder, 'report')
    const { code, stdout } = ask('report', 'compare', '--out', out)
    expect(code).toBe(0)
    expect(stdout).toContain(join(out, 'index.html'))
    const html = readFileSync(join(out, 'index.html'), 'utf8')
    expect(html).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="https?:/)
    for (const table of ['prevalence', 'documents', 'mentions', 'changes', 'missing']) {
      expect(existsSync(join(out, `${table}.csv`))).toBe(true)
    }
    const changes = csvRows(readFileSync(join(out, 'changes.csv'), 'utf8'))
    expect(new Set(changes.map((row) => row['document_key'])).size).toBeGreaterThanOrEqual(24)
  })

  test('of a snapshot with itself says so plainly', () => {
    const { code, stderr } = ask('report', 'compare', '--from', '2020-06-30', '--to', '2020-06-30')
    expect(code).toBe(2)
    expect(stderr.split('\n').length).toBeLessThan(4)
  })
})

describe('policylens status and check', () => {
  test('status tells for each stage what is done and what failed, by reason', () => {
    const rows = rowsOf('status')
    expect(rows.filter((row) => row['state'] === 'done').map((row) => row['stage'])).toEqual([
      'crawl',
      'extract',
      'chunk',
      'embed',
      'detect',
    ])
    const failed = rows.filter((row) => row['state'] === 'failed')
    expect(failed.map((row) => row['stage']).sort()).toEqual([...Array(5).fill('crawl'), 'extract', 'extract'])
    expect(rows.filter((row) => row['state'] === 'outdated')).toEqual([])
  })

  test('check runs the examples of every approach', () => {
    const { code, stdout } = ask('check')
    expect(code).toBe(0)
    expect(stdout).toMatch(/is sound: \d+ documents in \d+ editions, 4 approaches, \d+ examples/)
  })
})
