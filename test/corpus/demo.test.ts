import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { buildEdition, sitePath } from '../../corpus/demo/build/build-edition.ts'
import { readSource } from '../../corpus/demo/build/source-document.ts'
import { findMisjudgedExamples } from '../../src/detect/check-examples.ts'
import { failureReasons } from '../../src/model/outcome.ts'
import { packageFile } from '../../src/package-file.ts'
import { checkPipeline } from '../../src/pipeline/load-pipeline.ts'

const folder = packageFile('corpus/demo')
const rowsOf = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, name), 'utf8'), { columns: true, relax_column_count: false })
const documents = rowsOf('registry.csv')
const editions = rowsOf('editions.csv')
const expected = rowsOf('expected.csv')
const expectedPages = rowsOf('expected-pages.csv')
const changes = rowsOf('expected-changes.csv')
const captures = rowsOf('expected-captures.csv')
const answers = rowsOf('answers.csv')
const archive = rowsOf('archive/index.csv')
const sources = readdirSync(join(folder, 'source')).map((name) => {
  const text = readFileSync(join(folder, 'source', name), 'utf8')
  return { name, text, head: readSource(text).head }
})
const snapshots = ['2020-06-30', '2022-12-31']

/** The source of an edition: the registry does not always know its address, but title and day tell it. */
function sourceOf(edition: Record<string, string> | undefined) {
  const document = documents.find((row) => row['document_key'] === edition?.['document_key'])
  const title = edition?.['title'] || document?.['title']
  return sources.find(({ head }) =>
    edition?.['url']
      ? head.url === edition['url']
      : head.title === title && head.issuer === document?.['issuer'] && head.made === edition?.['published'],
  )
}

/** The edition of each document as at a date, worked out apart from the program. */
function asAt(snapshot: string): Map<string, Record<string, string>> {
  const current = new Map<string, Record<string, string>>()
  for (const edition of editions) {
    const before = current.get(edition['document_key'] ?? '')?.['published'] ?? ''
    const published = edition['published'] ?? ''
    if (published <= snapshot && published >= before) current.set(edition['document_key'] ?? '', edition)
  }
  for (const [key, { withdrawn = '' }] of current) if (withdrawn !== '' && withdrawn <= snapshot) current.delete(key)
  return current
}

describe('corpus/demo', () => {
  it('is a pipeline without mistakes, its approaches judge their examples rightly', async () => {
    const checked = await checkPipeline(packageFile('pipelines/demo.yaml'))
    expect(checked).toMatchObject({ ok: true })
    if (!checked.ok) return
    expect(checked.value.editions).toHaveLength(editions.length)
    expect(checked.value.approaches.map(({ id }) => id)).toEqual([
      'trauma-informed',
      'contextual-safeguarding',
      'transitional-safeguarding',
      'extra-familial',
    ])
    expect(checked.value.approaches.flatMap(findMisjudgedExamples)).toEqual([])
  })

  it('holds at least 24 documents by several issuers in four nations, on reserved host names', () => {
    expect(documents.length).toBeGreaterThanOrEqual(24)
    expect(new Set(documents.map((row) => row['issuer'])).size).toBeGreaterThanOrEqual(6)
    const nations = documents.flatMap((row) => (row['nation'] ?? '').split(' and '))
    expect(new Set(nations)).toEqual(new Set(['Veskar', 'Aldermark', 'Breland', 'Corrow', 'Dunmere']))
    const addresses = [...editions, ...archive, ...answers].map((row) => row['url'] ?? '')
    for (const url of [...addresses, ...documents.map((row) => row['landing_url'] ?? '')].filter((one) => one !== '')) {
      expect(new URL(url).hostname).toMatch(/\.example$/)
    }
  })

  it('knows of some documents only a landing page: like those of GOV.UK, and plain ones', () => {
    const landing = documents.filter((row) =>
      editions.every((one) => one['document_key'] !== row['document_key'] || one['url'] === ''),
    )
    const count = (publisher: string): number => landing.filter((row) => row['publisher'] === publisher).length
    expect(count('govuk')).toBeGreaterThanOrEqual(4)
    expect(count('page')).toBeGreaterThanOrEqual(2)
    expect(landing).toHaveLength(count('govuk') + count('page'))
  })

  it('has a text for each edition but those that are not to be had', () => {
    const missing = editions.filter((edition) => sourceOf(edition) === undefined).map((row) => row['document_key'])
    // The PDF that is a web page is written by hand.
    expect(missing).toEqual([
      'health-without-home',
      'referral-pathway',
      'safe-journeys',
      'detached-work',
      'night-shelters',
    ])
  })

  it('has an edition for each source, with the title of its row, and its file', () => {
    for (const source of sources) {
      const edition = editions.find((one) => sourceOf(one) === source)
      const document = documents.find((row) => row['document_key'] === edition?.['document_key'])
      expect(document, source.head.url).toBeDefined()
      expect(source.head.title).toBe(edition?.['title'] || document?.['title'])
      expect(source.head.issuer).toBe(document?.['issuer'])
      expect(existsSync(join(folder, 'site', sitePath(source.head.url)))).toBe(true)
    }
  })

  it('supplies by hand the very file that its publisher refuses', () => {
    const name = 'young-people-at-risk-2019.pdf'
    const refused = answers.find(({ status }) => status === '403')?.['url'] ?? ''
    expect(refused).toMatch(new RegExp(`/${name}$`))
    const supplied = readFileSync(join(folder, 'supplied', name))
    expect(supplied.equals(readFileSync(join(folder, 'site', sitePath(refused))))).toBe(true)
  })

  it.each(['mentoring.md', 'belonging.md', 'alongside.md', 'school-nursing.md', 'children-missing.md', 'bridging.md'])(
    'buildEdition() makes the committed bytes of %s',
    async (name) => {
      const { path, bytes, warnings } = await buildEdition(readFileSync(join(folder, 'source', name), 'utf8'))
      expect(warnings).toEqual([])
      expect(bytes.equals(readFileSync(join(folder, 'site', path)))).toBe(true)
    },
  )

  it('stays small', () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
    expect(bytes).toBeLessThan(4e6)
  })
})

describe('corpus/demo/expected.csv', () => {
  it.each(snapshots)('names the documents of %s, each once a term', (snapshot) => {
    const rows = expected.filter((row) => row['snapshot'] === snapshot)
    expect(new Set(rows.map((row) => row['document_key']))).toEqual(new Set(asAt(snapshot).keys()))
    const places = rows.map((row) => `${row['document_key']} ${row['term']}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it('gives each failure a reason of the closed list and each text a count', () => {
    for (const { status, reason = '', mentions, term } of expected) {
      expect(['obtained', 'failed']).toContain(status)
      if (status === 'failed') expect(Object.keys(failureReasons)).toContain(reason)
      else expect(Number(mentions)).toBeGreaterThanOrEqual(term === '' ? 0 : 1)
    }
  })

  it('counts a mention only where the source spells something like it', () => {
    const stems: Record<string, RegExp> = {
      'trauma-informed': /trauma.{0,20}in\u00AD?formed/i,
      'contextual-safeguarding': /contextual.{0,8}safe/i,
      'transitional-safeguarding': /transitional\s.{0,8}safe/i,
      'extra-familial': /extra.?familial/i,
    }
    for (const { snapshot = '', document_key: key = '', term = '' } of expected) {
      const stem = stems[term]
      if (stem === undefined) continue
      expect(sourceOf(asAt(snapshot).get(key))?.text, `${key} ${term}`).toMatch(stem)
    }
  })
})

describe('corpus/demo/expected-captures.csv', () => {
  it('has a row for each document at each snapshot, but for the withdrawn', () => {
    const wanted = documents.flatMap(({ document_key: key = '' }) =>
      snapshots
        .filter((date) => {
          const isFuture = editions.every((one) => one['document_key'] !== key || (one['published'] ?? '') > date)
          return isFuture || asAt(date).has(key)
        })
        .map((date) => `${key} ${date}`),
    )
    expect(captures.map((row) => `${row['document_key']} ${row['snapshot']}`)).toEqual(wanted)
  })

  it('says the same as expected.csv of what could not be had', () => {
    const failed = (rows: readonly Record<string, string>[]): string[] =>
      rows.map((row) => `${row['snapshot']} ${row['document_key']} ${row['reason']}`).sort()
    const unread = ['damaged', 'misnamed']
    const notThere = captures.filter(({ reason }) => reason !== '' && reason !== 'not_yet_published')
    expect(failed(notThere)).toEqual(
      failed(expected.filter(({ status, reason = '' }) => status === 'failed' && !unread.includes(reason))),
    )
  })

  it('shows every route, and most ways in which one fails', () => {
    const of = (column: string): Set<string> => new Set(captures.map((row) => row[column] ?? ''))
    expect(of('route')).toEqual(new Set(['live', 'archive', 'supplied', '']))
    for (const reason of ['robots', 'not_found', 'gone', 'replaced', 'not_captured', 'not_yet_published']) {
      expect(of('reason')).toContain(reason)
    }
    const early = captures.filter(({ snapshot, route }) => snapshot === snapshots[0] && route === 'archive')
    expect(early.length).toBeGreaterThanOrEqual(4)
  })
})

describe('corpus/demo/archive/index.csv', () => {
  it('names files of the demo, which a capture of 200 has unless it cannot be played back', () => {
    for (const { file = '', status } of archive.filter((row) => row['file'] !== '')) {
      expect(statSync(join(folder, file)).isFile()).toBe(true)
      expect(['200', '-']).toContain(status)
    }
    expect(archive.filter(({ file, status }) => file === '' && status === '200')).toHaveLength(1)
  })
})

describe('corpus/demo/expected-pages.csv', () => {
  it('names no more mentions of a term than expected.csv counts', () => {
    for (const row of expectedPages) {
      const same = (other: Record<string, string>): boolean =>
        ['snapshot', 'document_key', 'term'].every((column) => row[column] === other[column])
      const counted = Number(expected.find(same)?.['mentions'])
      expect(expectedPages.filter(same).length, row['document_key']).toBeLessThanOrEqual(counted)
    }
  })
})

describe('corpus/demo/expected-changes.csv', () => {
  it('says of each document what its editions at both dates say', () => {
    const [from, to] = snapshots.map(asAt)
    const told = documents.map(({ document_key: key = '', series }) => {
      const [before, after] = [from?.get(key), to?.get(key)]
      if (before === undefined) return [key, 'new']
      if (after === undefined) return [key, 'withdrawn']
      if (before['published'] === '') return [key, 'undated']
      if (before === after) return [key, 'unchanged']
      return [key, series === 'yes' ? 'newer report' : 'revised']
    })
    expect(changes.map((row) => [row['document_key'], row['change']])).toEqual(told)
  })
})
