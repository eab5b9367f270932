import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { publishers as knownPublishers } from '../../src/crawl/publishers/index.ts'
import { readRegistry } from '../../src/crawl/read-registry.ts'
import { formatMistake } from '../../src/model/mistake.ts'
import { pipelineSchema } from '../../src/model/pipeline.ts'
import { packageFile } from '../../src/package-file.ts'
import { checkPipeline } from '../../src/pipeline/load-pipeline.ts'

const folder = packageFile('corpus/national-guidance')
const pipelineFile = packageFile('pipelines/national-guidance.yaml')
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')
const rowsOf = (name: string): Record<string, string>[] => parse(textOf(name), { columns: true, relax_column_count: false })
const documents = rowsOf('registry.csv')
const editions = rowsOf('editions.csv')
const publishers = rowsOf('publishers.csv')
const readme = textOf('README.md')
const snapshots = ['2020-06-30', '2022-06-30', '2022-12-31']
const { nations } = pipelineSchema.parse({ snapshots, workspace: 'w', source: { kind: 'local', folder: 'f' } })
const read = () => readRegistry(join(folder, 'registry.csv'), join(folder, 'editions.csv'), { nations, snapshots })
const column = (rows: readonly Record<string, string>[], name: string) => rows.map((row) => row[name] ?? '')
const values = (rows: readonly Record<string, string>[], name: string) => [...new Set(column(rows, name))].sort()

const scratch = mkdtempSync(join(tmpdir(), 'policylens-study-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('corpus/national-guidance', () => {
  it('is read without a mistake, 163 documents in 249 editions', async () => {
    const list = await read()
    expect(list.mistakes.map(formatMistake)).toEqual([])
    expect(new Set(list.editions.map(({ documentKey }) => documentKey)).size).toBe(163)
    expect(list.editions).toHaveLength(249)
    expect(list.editions).toHaveLength(editions.length)
  })

  it('lists in its README each edition whose date leaves a snapshot open', async () => {
    const { warnings } = await read()
    const open = warnings.map(({ row, found }) => [
      /after (\S+)$/.exec(found)?.[1],
      editions[(row ?? 0) - 2]?.['document_key'] ?? '',
    ])
    for (const snapshot of snapshots) {
      const told = readme.split('\n').find((line) => line.startsWith(`- ${snapshot}: `)) ?? ''
      const keys = documents.map((row) => row['document_key'] ?? '').filter((key) => told.match(/[\w-]+/g)?.includes(key))
      expect(new Set(keys), snapshot).toEqual(new Set(open.filter(([date]) => date === snapshot).map(([, key]) => key)))
    }
  })

  it('keeps to the vocabularies of its README', () => {
    const said = (name: string): string => readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? ''
    for (const name of ['nation', 'sector', 'legal_status', 'publisher']) {
      for (const value of values(documents, name)) expect(said(name)).toContain(value)
    }
    expect(values(documents, 'languages')).toEqual(['en', 'en;cy'])
    for (const rows of [documents, editions]) {
      expect(values(rows, 'confidence')).toEqual(['high', 'low', 'medium'])
      expect(values(rows, 'source')).not.toContain('')
    }
    expect(values(documents, 'series')).toEqual(['no', 'yes'])
    expect(values(documents, 'rolling')).toEqual(['no', 'yes'])
  })

  it('counts in its README what its tables hold', () => {
    const inNation = new Map(documents.map((row) => [row['document_key'], row['nation']]))
    for (const nation of [...values(documents, 'nation'), 'all']) {
      const ofNation = documents.filter((row) => nation === 'all' || row['nation'] === nation)
      const sure = ['high', 'medium', 'low'].map((word) => column(ofNation, 'confidence').filter((one) => one === word).length)
      const texts = editions.filter((row) => nation === 'all' || inNation.get(row['document_key']) === nation).length
      expect(readme).toContain(`| ${nation} | ${ofNation.length} | ${sure.join(' | ')} | ${texts} |`)
    }
    const stood = snapshots.map((snapshot) => standing(snapshot).size)
    expect(readme).toContain(
      `${stood[0]} documents stood on 2020-06-30, ${stood[1]} on 2022-06-30 and ${stood[2]} on 2022-12-31`,
    )
  })

  it('names in its README the documents that differ between the two dates of 2022', () => {
    const [before, after] = [standing('2022-06-30'), standing('2022-12-31')]
    const differ = documents
      .map((row) => row['document_key'] ?? '')
      .filter((key) => before.get(key) !== after.get(key))
    const told = /By publication: ([^.]*)\./.exec(readme)?.[1] ?? ''
    expect(told.split(', ').map((one) => one.split(' ')[0])).toEqual(differ.sort())
  })

  it('is least sure of the addresses that are from memory', () => {
    const withFile = editions.filter(({ url }) => url !== '')
    expect(withFile).toHaveLength(15)
    for (const row of withFile) {
      expect(row['confidence'], row['document_key']).toBe('low')
      expect(row['source']).toMatch(/url: from memory|url from memory/)
    }
  })

  it('never lets one page stand for several documents', () => {
    for (const row of documents) {
      const sharing = documents.filter((other) => other['landing_url'] === row['landing_url'])
      if (sharing.length > 1) expect(row['attachment'], row['document_key']).not.toBe('')
      const path = new URL(row['landing_url'] ?? '').pathname
      const isSite = ['wsp', 'sbni-procedures'].includes(row['document_key'] ?? '')
      if (path === '/' && !isSite) expect(row['attachment'], row['document_key']).not.toBe('')
    }
  })

  it('writes addresses as the publishers do', () => {
    for (const url of [...column(documents, 'landing_url'), ...column(editions, 'landing_url')].filter(Boolean)) {
      expect(url).toBe(new URL(url).href)
      expect(url).toMatch(/^https:/)
      // Without it gov.scot redirects, and an archive may know only the address with it.
      if (url.includes('gov.scot/publications/')) expect(url).toMatch(/\/$/)
      else if (url.includes('www.gov.uk/')) expect(url).not.toMatch(/\/$/)
    }
  })

  it('names the publisher that recognises the landing page', () => {
    for (const { landing_url: url = '', publisher } of documents) {
      expect(knownPublishers.find((one) => one.recognises(new URL(url)))?.id, url).toBe(publisher)
    }
  })

  it('has licence and robots facts for each host, and says how sure they are', () => {
    const hosts = publishers.flatMap((row) => (row['hosts'] ?? '').split(';'))
    expect(new Set(hosts).size).toBe(hosts.length)
    for (const url of column(documents, 'landing_url')) expect(hosts).toContain(new URL(url).hostname)
    for (const row of publishers) {
      for (const name of ['licence', 'robots', 'status']) expect(row[name], row['hosts']).not.toBe('')
    }
  })
})

describe('pipelines/national-guidance.yaml', () => {
  const yaml = readFileSync(pipelineFile, 'utf8')

  it('says what to add, and where, as long as it has no contact', async () => {
    const checked = await checkPipeline(pipelineFile)
    expect(checked.ok ? [] : checked.mistakes).toMatchObject([
      { field: 'crawl.contact', allowed: expect.stringContaining('an e-mail address or web page of yours') },
    ])
  })

  it('is sound once its line is filled in', async () => {
    const filled = yaml.replace('# contact: ', 'contact: ').replaceAll('../corpus', packageFile('corpus'))
    const path = join(scratch, 'study.yaml')
    writeFileSync(path, filled)
    const checked = await checkPipeline(path)
    expect(checked.ok ? [] : checked.mistakes.map(formatMistake)).toEqual([])
    if (!checked.ok) return
    const { spec, approaches } = checked.value
    expect(spec.snapshots).toEqual(snapshots)
    expect(spec.crawl.archives.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual(['wayback'])
    expect(approaches).toHaveLength(4)
  })

  it('has facts for each archive that it names', () => {
    const named = [...yaml.matchAll(/- id: (\S+)[^]*?url: (\S+)/g)].map(([, id, url]) => [id, new URL(url ?? '').hostname])
    expect(named).toHaveLength(4)
    for (const [id, host] of named) expect(publishers).toContainEqual(expect.objectContaining({ publisher: id, hosts: host }))
  })
})

/** First day of a date known in part, worked out apart from the program. */
function firstDay(date: string): string {
  return `${date.split('/')[0] ?? ''}-01-01`.slice(0, 10)
}

/** The edition of each document as at a date, by publication. */
function standing(snapshot: string): Map<string, string> {
  const current = new Map<string, Record<string, string>>()
  for (const row of editions) {
    const { document_key: key = '', published = '' } = row
    const before = firstDay(current.get(key)?.['published'] ?? '0000')
    if (published === '' || (firstDay(published) <= snapshot && firstDay(published) >= before)) current.set(key, row)
  }
  const stands = [...current].filter(([, { withdrawn = '' }]) => withdrawn === '' || withdrawn > snapshot)
  return new Map(stands.map(([key, { label = '' }]) => [key, label]))
}
