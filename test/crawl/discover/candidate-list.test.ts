import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Candidate } from '../../../src/crawl/discover/candidate.ts'
import {
  candidateColumns,
  includedCandidates,
  mergeCandidates,
  readCandidates,
} from '../../../src/crawl/discover/candidate-list.ts'
import { appendRows, joiningRows } from '../../../src/crawl/discover/join-registry.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-candidates-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = () => join(folder, 'candidates.csv')
async function listOf(text: string) {
  writeFileSync(path(), text)
  return readCandidates(path())
}
const found = (url: string, title = 'A title'): Candidate => ({
  url,
  title,
  source: 'search',
  why: 'a search',
  publicTimestamp: '2022-05-01',
})

describe('readCandidates()', () => {
  it('is an empty list where there is no file yet', async () => {
    expect(await readCandidates(path())).toEqual({ columns: candidateColumns, candidates: [], mistakes: [] })
  })

  it('keeps columns of a person’s own, and adds those that are missing', async () => {
    const { columns, candidates } = await listOf('url,mine,decision\nhttps://a.example/,x,Include\n')
    expect(columns.slice(0, 3)).toEqual(['url', 'mine', 'decision'])
    expect(columns).toContain('decided_by')
    expect(candidates[0]).toMatchObject({ url: 'https://a.example/', decision: 'include', reason: '', line: 2 })
    expect(candidates[0]?.cells.get('mine')).toBe('x')
  })

  it.each([
    ['url,decision\nhttps://a.example/,maybe\n', 'decision', 2],
    ['url,decision,reason\nhttps://a.example/,exclude,\n', 'reason', 2],
    ['url,decision\nnowhere,\n', 'url', 2],
    ['title,decision\nA,\n', 'url', 1],
  ])('names what is wrong in %j', async (text, field, row) => {
    const { mistakes } = await listOf(text)
    expect(mistakes).toEqual([expect.objectContaining({ file: path(), field, row })])
  })
})

describe('mergeCandidates()', () => {
  it('leaves rows and decisions as they are, and adds what is new once', async () => {
    const list = await listOf('url,title,decision,reason,mine\nhttps://a.example/x,Old,exclude,not guidance,kept\n')
    const merged = mergeCandidates(
      list,
      [
        found('http://www.a.example/x/', 'New'),
        found('https://b.example/y'),
        found('https://b.example/y#top'),
        found('https://c.example/z'),
      ],
      { registered: ['https://c.example/z/'], today: '2026-07-01' },
    )
    expect(merged.added).toBe(1)
    expect(merged.rows).toEqual([
      { url: 'https://a.example/x', title: 'Old', decision: 'exclude', reason: 'not guidance', mine: 'kept' },
      {
        url: 'https://b.example/y',
        title: 'A title',
        source: 'search',
        why: 'a search',
        updated: '2022-05-01',
        found: '2026-07-01',
      },
    ])
  })
})

const registry =
  'document_key,title,issuer,landing_url,publisher,confidence,notes,source\r\nplan,Plan,"A, B",https://a.example/plan,page,high,,x\r\n'
const columns = ['document_key', 'title', 'issuer', 'landing_url', 'publisher', 'confidence', 'notes', 'source']

describe('joiningRows()', () => {
  const join_ = async (rows: string) => {
    const list = await listOf(`url,title,why,found,decision,reason,decided_by,document_key,issuer\n${rows}`)
    return joiningRows(includedCandidates(list, ['https://a.example/plan']), { path: path(), columns, keys: ['plan'] })
  }

  it('makes a row of an included candidate that the registry has not, and says who included it', async () => {
    const { rows, mistakes } = await join_(
      'https://www.gov.uk/guide,"Guide, part 1",a search,2026-07-01,include,it is guidance,A. Reader,,Home Office\n' +
        'https://b.example/out,Out,a search,,exclude,no,,,\nhttp://a.example/plan/,Plan,a search,,include,,,,\n' +
        'https://c.example/later,Later,a search,,,,,,\n',
    )
    expect(mistakes).toEqual([])
    expect(rows).toEqual([
      {
        document_key: 'guide',
        title: 'Guide, part 1',
        issuer: 'Home Office',
        landing_url: 'https://www.gov.uk/guide',
        publisher: 'govuk',
        confidence: 'candidate, included by A. Reader',
        notes: 'Found: a search. Included: it is guidance.',
        source: 'policylens harvest discover, 2026-07-01',
      },
    ])
  })

  it('makes keys that nobody has', async () => {
    const { rows } = await join_(
      'https://b.example/Plan.pdf,One,,,include,,,,\nhttps://b.example/x/plan/,Two,,,include,,,,\nhttps://b.example/,Three,,,include,,,,\n',
    )
    expect(rows.map((row) => row['document_key'])).toEqual(['plan-2', 'plan-3', 'b-example'])
  })

  it('asks for a title, and refuses a key of the registry', async () => {
    const { mistakes } = await join_('https://b.example/x,,,,include,,,,\nhttps://b.example/y,Y,,,include,,,plan,\n')
    expect(mistakes.map(({ row, field }) => [row, field])).toEqual([
      [2, 'title'],
      [3, 'document_key'],
    ])
  })
})

describe('appendRows()', () => {
  const row = { document_key: 'new', title: 'A; "B"', landing_url: 'https://b.example/' }

  it.each([
    ['line ends of Windows', registry],
    ['those of others', registry.replaceAll('\r\n', '\n')],
    ['no last line end', registry.trimEnd()],
    ['semicolons', 'document_key;title;issuer;landing_url;publisher;confidence;notes;source\nplan;Plan;;;;;;\n'],
  ])('adds rows below a file with %s and leaves it as it was', (_what, text) => {
    const after = appendRows(text, [row], { columns })
    expect(after.startsWith(text)).toBe(true)
    const delimiter = text.includes(';') ? ';' : ','
    const rows = parse(after, { columns: true, delimiter }) as Record<string, string>[]
    expect(rows.at(-1)).toMatchObject(row)
    expect(rows).toHaveLength(2)
  })
})
