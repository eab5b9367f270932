import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parse } from 'csv-parse/sync'
import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openAnalysis } from '../../src/analysis/open-analysis.ts'
import { UserError } from '../../src/model/user-error.ts'
import { writeComparison, type WrittenComparison } from '../../src/report/compare.ts'
import { editions, type FixtureEdition } from './fixture-corpus.ts'
import { buildFixture } from './fixture.ts'

const dates = { from: '2020-06-30', to: '2022-12-31' }
const nations = { Veskar: ['Aldermark', 'Breland', 'Corrow', 'Dunmere'] }
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policylens-report-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function compare(
  name: string,
  corpus: readonly FixtureEdition[],
  { from, to } = dates,
): Promise<WrittenComparison> {
  const workspace = join(folder, name)
  await buildFixture(workspace, corpus)
  const analysis = await openAnalysis(workspace, { snapshots: [from, to], nations })
  try {
    return await writeComparison({
      analysis,
      from,
      to,
      out: join(workspace, 'reports', 'first'),
      study: { title: 'Guidance in Veskar', question: 'What was named?', pipeline: 'study.yaml', pipelineHash: 'cafe' },
      nations,
      software: { version: '0.1.0', node: 'v20.20.0' },
      now: new Date('2026-03-02T10:00:00Z'),
    })
  } finally {
    analysis.close()
  }
}

const readPage = async ({ html }: WrittenComparison) => {
  const text = await readFile(html, 'utf8')
  return { text, document: parseHTML(text).document as unknown as Page }
}

/** What the tests use of the DOM. */
interface Page {
  readonly textContent: string
  readonly classList: { contains(name: string): boolean }
  readonly id: string
  readonly tagName: string
  readonly parentElement: Page
  getAttribute(name: string): string | null
  querySelector(selector: string): Page | null
  querySelectorAll(selector: string): Iterable<Page>
}
const all = (page: Page, selector: string): Page[] => [...page.querySelectorAll(selector)]

describe('writeComparison() over a small corpus', () => {
  let written: WrittenComparison
  let text = ''
  let document: Page
  beforeAll(async () => {
    written = await compare('small', editions)
    ;({ text, document } = await readPage(written))
  })

  it('writes the expected page', async () => {
    const body = text
      .slice(text.indexOf('<main'))
      .replaceAll(/and DuckDB v[\d.]+/g, 'and DuckDB VERSION')
      .replaceAll(/Libraries: .*?\. Links/g, 'Libraries: VERSIONS. Links')
      .replaceAll(/(?=<(?:h[1-4]|p|li|tr|table|section|article|details|figure)\b)/g, '\n')
    await expect(body).toMatchFileSnapshot('golden/comparison.txt')
  })

  it.each(['changes', 'composition', 'prevalence', 'missing'])('writes the expected %s.csv', async (name) => {
    const file = written.tables.find((path) => path.endsWith(`${name}.csv`)) ?? ''
    await expect(await readFile(file, 'utf8')).toMatchFileSnapshot(`golden/${name}.csv`)
  })

  it('needs nothing beside it: no script, no style sheet, no picture, and a policy that forbids them', () => {
    expect(all(document, 'script, link, img, iframe, object')).toEqual([])
    expect(document.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'")
    expect(text).not.toMatch(/@import|url\(/)
  })

  it('shows hostile titles and texts as text and links to the web alone', () => {
    expect(document.querySelector('title')?.textContent).toContain('Guidance in Veskar')
    expect(all(document, '[onerror], [onload], b')).toEqual([])
    expect(document.querySelector('main')?.textContent).toContain('<script>alert(4)</script>')
    const schemes = all(document, 'a').map((a) => /^[a-z]+:/i.exec(a.getAttribute('href') ?? '')?.[0])
    expect(new Set(schemes.filter((scheme) => scheme !== undefined))).toEqual(new Set(['http:']))
  })

  it('has one element for each id, and an element for each link within the page', () => {
    const ids = all(document, '[id]').map((element) => element.id)
    expect(new Set(ids).size).toBe(ids.length)
    const targets = all(document, 'a[href^="#"]').map((a) => (a.getAttribute('href') ?? '').slice(1))
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('leads from each number of mentions or documents to just as many', () => {
    const links = all(document, 'td.n a[href*="--from"], td.n a[href*="--to"]')
    const wrong = links.filter((link) => {
      const shown = selected(document, (link.getAttribute('href') ?? '').slice(1))
      return ![shown.documents, shown.mentions].includes(Number(link.textContent))
    })
    expect(links.length).toBeGreaterThan(30)
    expect(wrong.map((link) => link.getAttribute('href'))).toEqual([])
  })

  it('leads from each mention to its page in the stored file, from where the report lies', () => {
    const places = all(document, '.text .where a').map((a) => a.getAttribute('href') ?? '')
    expect(places.length).toBeGreaterThan(10)
    for (const place of places) expect(place).toMatch(/^\.\.\/\.\.\/files\/[0-9a-f]{64}\.pdf#page=\d$/)
  })

  it('shows a text that stood at both dates once, and the printed label of a page where it differs', () => {
    const article = document.querySelector('#in-trauma-informed--reissued')
    expect(article?.textContent).toContain('2020 and 2022, the same text')
    expect(document.querySelector('#in-contextual-safeguarding--working-as-one')?.textContent).toContain(
      'page 1 (printed i)',
    )
  })

  it('keeps headings in order, captions on tables and a name and description on pictures', () => {
    const levels = all(document, 'h1, h2, h3, h4').map((heading) => Number(heading.tagName.slice(1)))
    levels.reduce((above, level) => {
      expect(level).toBeLessThanOrEqual(above + 1)
      return level
    }, 0)
    expect(all(document, 'table').every((table) => table.querySelector('caption') !== null)).toBe(true)
    const names = all(document, 'svg').map((svg) => [svg.getAttribute('role'), svg.querySelector('desc')?.textContent])
    expect(names.every(([role, words]) => role === 'img' && /of 8 documents/.test(words ?? ''))).toBe(true)
  })

  it('guards formulas in the tables beside it', async () => {
    const file = written.tables.find((path) => path.endsWith('documents.csv')) ?? ''
    const records: readonly Record<string, string>[] = parse(await readFile(file, 'utf8'), { columns: true })
    const titles = records.map((record) => record['title'] ?? '')
    expect(titles.filter((title) => title.includes('HYPERLINK')).every((title) => title.startsWith("'="))).toBe(true)
  })
})

/** What the style sheet shows while an element is the target: the same rules, read from the classes. */
function selected(document: Page, id: string): { readonly documents: number; readonly mentions: number } {
  const target = document.querySelector(`[id="${id}"]`)
  const date = target?.classList.contains('at-from') ? 'from' : 'to'
  const other = date === 'from' ? 'to' : 'from'
  const only = /--(?:from|to)-([nc]\d+)$/.exec(id)?.[1]
  const articles = all(target?.parentElement ?? document, '.documents > article').filter(
    (article) => article.classList.contains(`in-${date}`) && (only === undefined || article.classList.contains(only)),
  )
  const texts = articles
    .flatMap((article) => all(article, '.text'))
    .filter((own) => !own.classList.contains(`at-${other}`))
  return { documents: articles.length, mentions: texts.flatMap((own) => all(own, 'li')).length }
}

describe('writeComparison() at the edges', () => {
  it('refuses two dates that are one, and dates in the wrong order', async () => {
    await expect(compare('same', [], { from: dates.from, to: dates.from })).rejects.toThrow(UserError)
    await expect(compare('backwards', [], { from: dates.to, to: dates.from })).rejects.toThrow(/backwards/)
  })

  it('says that nothing was obtained instead of drawing an empty plot', async () => {
    const failed = editions.filter((edition) => edition.key === 'police-custody')
    const { document } = await readPage(await compare('nothing', failed))
    expect(all(document, 'svg')).toEqual([])
    expect(document.querySelector('#summary')?.textContent).toContain('No document was obtained as at')
    expect(document.querySelector('#missing ~ .table')?.textContent).toContain('no such page (404)')
  })

  it('writes a report of an empty corpus', async () => {
    const { document } = await readPage(await compare('empty', []))
    expect(document.querySelector('#prevalence')?.textContent).toContain('nothing to plot')
  })

  it('says that no document is common to both dates', async () => {
    const apart = editions.filter(({ key }) => key === 'exploitation-plan' || key === 'trauma-framework')
    const { document } = await readPage(await compare('apart', apart))
    expect(document.querySelector('#changes')?.textContent).toContain('No document is in the corpus at both dates')
  })

  it('tells two dates of one year apart', async () => {
    const { document } = await readPage(await compare('year', editions, { from: '2022-01-31', to: '2022-12-31' }))
    expect(document.querySelector('#changes caption')?.textContent).toMatch(/31.January.2022 and 31.December.2022/)
  })
})
