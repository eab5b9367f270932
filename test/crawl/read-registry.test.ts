import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRegistry } from '../../src/crawl/read-registry.ts'
import { formatMistake } from '../../src/model/mistake.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-registry-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const inFolder = (name: string) => join(folder, name)

async function registry(documents: string, editions: string) {
  writeFileSync(inFolder('registry.csv'), documents)
  writeFileSync(inFolder('editions.csv'), editions)
  const list = await readRegistry(inFolder('registry.csv'), inFolder('editions.csv'))
  return { ...list, lines: list.mistakes.map((one) => formatMistake(one).replaceAll(`${folder}/`, '')) }
}

describe('readRegistry()', () => {
  const documents = [
    'document_key,title,issuer,nation,sector,legal_status,series,landing_url,confidence',
    'kcsie,Keeping children safe,DfE,England,education,statutory,,https://www.gov.uk/kcsie,high',
    'ilacs,Inspections,Ofsted,England,care,,yes,https://reports.example.org/,low',
  ].join('\n')

  it('joins documents and their editions', async () => {
    const { editions, lines } = await registry(
      documents,
      [
        'document_key,published,withdrawn,url,title,source',
        'kcsie,2020-06-17,,https://assets.example.org/2020.pdf,KCSIE 2020,own',
        'kcsie,2022-09-01,,https://assets.example.org/2022 a.pdf,,',
        'ilacs,2021-01-01,,,,',
      ].join('\n'),
    )
    expect(lines).toEqual([])
    expect(editions.map(({ editionId, title, source, series }) => [editionId, title, source, series])).toEqual([
      ['kcsie@2020-06-17', 'KCSIE 2020', { kind: 'url', url: 'https://assets.example.org/2020.pdf' }, false],
      [
        'kcsie@2022-09-01',
        'Keeping children safe',
        { kind: 'url', url: 'https://assets.example.org/2022%20a.pdf' },
        false,
      ],
      ['ilacs@2021-01-01', 'Inspections', { kind: 'url', url: 'https://reports.example.org/' }, true],
    ])
    expect(editions[0]?.attributes).toEqual({ confidence: 'high', source: 'own' })
    expect(editions[0]).toMatchObject({
      issuer: 'DfE',
      nation: 'England',
      sector: 'education',
      legalStatus: 'statutory',
    })
  })

  it('tells the mistakes of both files at once', async () => {
    const { lines } = await registry(
      'document_key,series,landing_url\na,maybe,\nb,,ftp://x.org/\nb,,\n,,\nnever,,\n,yes,\n',
      'document_key,published,withdrawn,url\na,2020-01-01,,www.example.org\nc,,,https://x.org/\na,2021-01-01,,\nb,,,https://u:p@x.org/\n',
    )
    expect(lines).toEqual([
      'registry.csv:2: series: found "maybe", allowed: yes, no, or nothing',
      'registry.csv:3: landing_url: found "ftp://x.org/", allowed: an address that begins with https:// or http://, without a user name',
      'registry.csv:4: document_key: found "b", as in line 3, allowed: one row for each key',
      'registry.csv:7: document_key: found nothing, allowed: a key',
      'editions.csv:2: url: found "www.example.org", allowed: an address that begins with https:// or http://, without a user name',
      `editions.csv:3: document_key: found "c", allowed: a document_key of registry.csv`,
      'editions.csv:4: url: found nothing, allowed: an address, here or as the document’s landing_url',
      'editions.csv:5: url: found "https://u:p@x.org/", allowed: an address that begins with https:// or http://, without a user name',
      'registry.csv:6: document_key: found "never" without an edition, allowed: a key with a row in editions.csv',
    ])
  })

  it('says which columns are missing, once', async () => {
    const { lines } = await registry('key,title\na,T\n', 'document_key,link\na,https://x.org/\n')
    expect(lines).toEqual([
      'registry.csv:1: document_key: found no such column, but key, title, allowed: a column document_key',
      'editions.csv:1: url: found no such column, but document_key, link, allowed: a column url',
    ])
  })

  it('tells of two editions with one date', async () => {
    const { lines } = await registry(
      documents,
      'document_key,published,url\nkcsie,,https://x.org/1\nkcsie,,https://x.org/2\nilacs,,\n',
    )
    expect(lines).toEqual([
      expect.stringContaining('editions.csv:3: document_key: found "kcsie" without a date, as in line 2'),
    ])
  })
})
