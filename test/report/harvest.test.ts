import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parse } from 'csv-parse/sync'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openAnalysis } from '../../src/analysis/open-analysis.ts'
import { pipelineSchema } from '../../src/model/pipeline.ts'
import type { Screening } from '../../src/model/screening.ts'
import { UserError } from '../../src/model/user-error.ts'
import { writeHarvest, type WrittenHarvest } from '../../src/report/harvest/write-harvest.ts'
import { buildHarvest, harvested, snapshots, type HarvestedDocument } from './fixture-harvest.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policylens-harvest-report-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const { crawl, snapshot_by: snapshotBy } = pipelineSchema.parse({
  snapshots,
  workspace: 'w',
  source: { kind: 'http', registry: 'r.csv', editions: 'e.csv' },
  crawl: {
    contact: 'someone@university.example',
    spacing: { default: 2, hosts: { 'web.archive.org': 2.5 } },
    archives: [
      { id: 'wayback', kind: 'wayback', url: 'https://web.archive.org' },
      { id: 'ukgwa', kind: 'pywb', url: 'https://archive.example', collection: 'ukgwa', enabled: false },
    ],
  },
})

const screening: Screening = {
  identified: [
    { name: 'search', count: 30 },
    { name: 'sitemap', count: 5 },
  ],
  undecided: 4,
  excluded: [
    ...Array.from({ length: 9 }, (_, index) => ({ name: `reason ${index}`, count: 3 })),
    { name: '<i>about', count: 1 },
  ],
  included: 3,
  joined: 2,
}

async function report(
  name: string,
  documents: readonly HarvestedDocument[],
  given: { readonly screening: Screening | null } = { screening: null },
): Promise<WrittenHarvest> {
  const workspace = join(folder, name)
  await buildHarvest(workspace, documents)
  const analysis = await openAnalysis(workspace, { snapshots, nations: {} })
  try {
    return await writeHarvest({
      analysis,
      snapshots,
      out: join(workspace, 'reports', 'harvest'),
      study: {
        title: 'Guidance in Veskar',
        question: 'What was named?',
        pipeline: 'my study.yaml',
        pipelineHash: 'cafe',
      },
      manner: { crawl, snapshotBy, userAgent: 'policylens/0.1.0; +someone@university.example' },
      screening: given.screening,
      software: { version: '0.1.0', node: 'v20.20.0' },
      now: new Date('2026-03-02T10:00:00Z'),
    })
  } finally {
    analysis.close()
  }
}

/** What the tests use of the DOM. */
interface Page {
  readonly textContent: string
  readonly id: string
  readonly tagName: string
  getAttribute(name: string): string | null
  querySelector(selector: string): Page | null
  querySelectorAll(selector: string): Iterable<Page>
}
const all = (page: Page | null, selector: string): Page[] => [...(page?.querySelectorAll(selector) ?? [])]
const wordsOf = (page: Page | null | undefined): string => page?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const readPage = async ({ html }: WrittenHarvest) => {
  const text = await readFile(html, 'utf8')
  return { text, document: parseHTML(text).document as unknown as Page }
}
const readTable = async ({ tables }: WrittenHarvest, name: string): Promise<Record<string, string>[]> =>
  parse(await readFile(tables.find((path) => path.endsWith(name)) ?? '', 'utf8'), { columns: true })

describe('writeHarvest() over a small harvest', () => {
  let written: WrittenHarvest
  let text = ''
  let document: Page
  beforeAll(async () => {
    written = await report('small', harvested, { screening })
    ;({ text, document } = await readPage(written))
  })

  it('writes the expected page', async () => {
    const body = text
      .slice(text.indexOf('<main'))
      .replaceAll(/(?=<(?:h[1-4]|p|li|tr|table|section|details|figure)\b)/g, '\n')
    await expect(body).toMatchFileSnapshot('golden/harvest.txt')
  })

  it.each(['captures', 'to-obtain-by-hand'])('writes the expected %s.csv', async (name) => {
    const file = written.tables.find((path) => path.endsWith(`${name}.csv`)) ?? ''
    await expect(await readFile(file, 'utf8')).toMatchFileSnapshot(`golden/${name}.csv`)
  })

  it('gives each document one cell a snapshot, with a sign and its name', () => {
    const rows = all(document, '.matrix tbody tr:not(.group)').map((row) => [
      wordsOf(row.querySelector('th .by')).split(' · ').at(-1),
      ...all(row, 'td').map((cell) => wordsOf(cell.querySelector('.sign'))),
    ])
    expect(Object.fromEntries(rows.map(([key, ...signs]) => [key, signs.join(' ')]))).toEqual({
      'working-as-one': 'A = L',
      'children-missing': 'L = =',
      'secure-care': 'R H R',
      'trauma-framework': '· A N',
      'exploitation-plan': 'C – –',
      "it's-odd": 'F ? ?',
    })
    const names = all(document, '.matrix .sign').map(
      (sign) => `${sign.getAttribute('role')} ${sign.getAttribute('aria-label')}`,
    )
    expect(names).toHaveLength(18)
    expect(names.slice(0, 3)).toEqual(['img not captured', 'img no longer standing', 'img no longer standing'])
  })

  it('counts each outcome just as often as its sign stands in the table of documents', () => {
    const signsAt = (column: number): string[] =>
      all(document, '.matrix tbody tr:not(.group)').map((row) =>
        wordsOf(all(row, 'td')[column]?.querySelector('.sign')),
      )
    for (const row of all(document, '.legend tbody tr')) {
      const sign = wordsOf(row.querySelector('.sign'))
      const counted = snapshots.map((_, column) => signsAt(column).filter((one) => one === sign).length)
      expect(all(row, 'td').map((cell) => Number(cell.textContent))).toEqual(counted)
    }
    expect(all(document, '.legend tfoot td').map(wordsOf)).toEqual(['2 of 5', '4 of 5', '2 of 5'])
  })

  it('says how far from the date a capture was made, and shows it as a picture with a description', () => {
    expect(all(document, '.matrix .beside').map(wordsOf)).toContain(' 41 days before, 2 files')
    const [picture] = all(document, '#distances svg')
    expect(picture?.getAttribute('role')).toBe('img')
    expect(wordsOf(picture?.querySelector('desc'))).toBe(
      'As at 30 June 2020: 2 files 30 to 59 days before. As at 30 June 2022: 1 file 0 to 29 days before. ' +
        'As at 30 June 2022: 2 files 1 to 30 days after.',
    )
    expect(all(document, '#distances tbody tr').map((row) => all(row, 'td').map(wordsOf).join('; '))).toEqual([
      '2; 2; 0; 41 days before; 41 days before; 41 days before',
      '3; 1; 2; on the day; 12 days after; 12 days after',
      '0; 0; 0; —; —; —',
    ])
  })

  it('draws a flow whose numbers add up, with what was left out at the side', () => {
    const flow = all(document, '.flow > li').map(wordsOf)
    expect(flow).toHaveLength(4)
    expect(flow[0]).toBe('Identified35 pages proposed30 by search5 by sitemap4 documents known beforehand')
    expect(flow[1]).toMatch(
      /^Screened31 pages screened by a person28 excluded3 reason 0.*4 for other reasons4 not decided/,
    )
    expect(flow[2]).toBe('Included6 documents in the registry1 page included, but not in the registry yet')
    expect(flow[3]).toContain('As at 30 June 20202 obtained1 live site1 web archive3 missing')
  })

  it('lists each refusal once, with the dates and what was seen', () => {
    const rows = all(document, '#refusals tbody tr').map(wordsOf)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toContain('as at 30 June 2020, 31 December 2022')
    expect(rows[0]).toContain('http://www.youth.example/robots.txt forbids /files/')
  })

  it('tells a person where to look and what to type, in the page as in the table', async () => {
    const rows = await readTable(written, 'to-obtain-by-hand.csv')
    expect(rows.map((row) => `${row['document_key']} ${row['snapshot']} ${row['reason']}`)).toEqual([
      'exploitation-plan 2020-06-30 not_captured',
      "it's-odd 2020-06-30 unreachable",
      'secure-care 2020-06-30 robots',
      'secure-care 2022-12-31 robots',
      'trauma-framework 2022-12-31 not_found',
    ])
    expect(rows[0]?.['archive_calendar']).toBe(
      'https://web.archive.org/web/20200630000000*/http://www.ministry.example/exploitation-plan',
    )
    expect(rows[1]?.['archive_calendar']).toBe('')
    expect(rows[1]?.['command']).toBe(
      String.raw`policylens supply 'it'\''s-odd' FILE --snapshot 2020-06-30 --source-url ADDRESS --obtained DAY -p 'my study.yaml'`,
    )
    expect(all(document, '#by-hand .command').map((code) => code.textContent)).toEqual(
      rows.map((row) => row['command']),
    )
    const links = all(document, '#by-hand tbody tr a').map((link) => link.getAttribute('href'))
    expect(links.slice(0, 3)).toEqual([
      'http://www.ministry.example/exploitation-plan',
      rows[0]?.['archive_calendar'],
      'https://archive.example/ukgwa/*/http://www.ministry.example/exploitation-plan',
    ])
  })

  it('names rules, settings, runs and WARC files with their sums', () => {
    const methods = wordsOf(document.querySelector('#methods'))
    for (const part of [
      '18 months before',
      'policylens/0.1.0; +someone@university.example',
      'web.archive.org: 2.5',
      'ukgwa (https://archive.example), turned off: not asked',
      '20260301T093000-abc123',
      createHash('sha256').update('warc').digest('hex'),
    ]) {
      expect(methods).toContain(part)
    }
    const counts = all(document, '#rules + .table tbody tr').map((row) => wordsOf(row.querySelector('.n')))
    expect(counts).toEqual(['0', '4', '0', '0', '3', '2', '1'])
    expect(document.querySelector('#warc + .table a')?.getAttribute('href')).toMatch(/^\.\.\/\.\.\/warc\/.*\.warc\.gz$/)
  })

  it('shows hostile titles and texts as text, links to the web alone, and guards formulas', async () => {
    expect(all(document, 'script, link, img, iframe, object, main b, main i')).toEqual([])
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'")
    const schemes = all(document, 'a').map((a) => /^[a-z]+:/i.exec(a.getAttribute('href') ?? '')?.[0])
    expect(new Set(schemes.filter((scheme) => scheme !== undefined))).toEqual(new Set(['http:', 'https:']))
    const rows = await readTable(written, 'to-obtain-by-hand.csv')
    expect(rows[1]?.['title']).toMatch(/^'=1\+1/)
  })

  it('has one element for each id, an element for each link within the page, and headings in order', () => {
    const ids = all(document, '[id]').map((element) => element.id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = all(document, 'a[href^="#"]').map((a) => (a.getAttribute('href') ?? '').slice(1))
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
    const levels = all(document, 'h1, h2, h3, h4').map((heading) => Number(heading.tagName[1]))
    expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).toBe(true)
    expect(all(document, 'table').every((table) => table.querySelector('caption') !== null)).toBe(true)
  })
})

describe('writeHarvest() at the edges', () => {
  it('refuses a workspace in which nothing was harvested, and says what to run', async () => {
    const nothing = harvested.map((one) => ({ ...one, got: {} }))
    const refusal = report('nothing', nothing)
    await expect(refusal).rejects.toThrow(UserError)
    await expect(refusal).rejects.toMatchObject({ hint: 'Harvest with: policylens run --stage crawl' })
  })

  it('says in words that there are no candidates, no archive captures, no refusals and nothing to obtain', async () => {
    const complete = harvested.filter(({ key }) => key === 'children-missing')
    const { document } = await readPage(await report('complete', complete))
    expect(all(document, 'svg')).toEqual([])
    const nothing = all(document, '.nothing').map((line) => wordsOf(line))
    expect(nothing).toHaveLength(3)
    expect(wordsOf(document.querySelector('#summary'))).toContain('obtained at every date')
    expect(wordsOf(document.querySelector('#flow'))).toContain('nothing was screened')
  })

  it('does not call a withdrawn document obtained, whatever was captured of it', async () => {
    const plan = harvested.filter(({ key }) => key === 'exploitation-plan')
    const late = plan.map((one) => ({ ...one, got: { ...one.got, '2022-12-31': { live: 'plan' } } }))
    const { document } = await readPage(await report('withdrawn', late))
    expect(all(document, '.matrix tbody td .sign').map(wordsOf)).toEqual(['C', '–', '–'])
  })
})
