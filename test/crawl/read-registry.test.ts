import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRegistry, type RegistryOptions } from '../../src/crawl/read-registry.ts'
import { formatMistake, type Mistake } from '../../src/model/mistake.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-registry-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const inFolder = (name: string) => join(folder, name)

async function registry(documents: string, editions: string, options?: RegistryOptions) {
  writeFileSync(inFolder('registry.csv'), documents)
  writeFileSync(inFolder('editions.csv'), editions)
  const list = await readRegistry(inFolder('registry.csv'), inFolder('editions.csv'), options)
  const told = (mistakes: readonly Mistake[]) => mistakes.map((one) => formatMistake(one).replaceAll(`${folder}/`, ''))
  return { ...list, lines: told(list.mistakes), warned: told(list.warnings) }
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
    expect(editions[0]?.attributes).toEqual({ source: 'own' })
    expect(editions[0]).toMatchObject({
      issuer: 'DfE',
      nation: 'England',
      sector: 'education',
      legalStatus: 'statutory',
    })
  })

  it('tells the mistakes of both files at once', async () => {
    const { lines } = await registry(
      'document_key,title,series,landing_url\na,A,maybe,\nb,,,ftp://x.org/\nb,B,,\n,,,\nnever,N,,\n,X,yes,\n',
      'document_key,published,withdrawn,url\na,2020-01-01,,www.example.org\nc,,,https://x.org/\na,2021-01-01,,\nb,,,https://u:p@x.org/\n',
    )
    expect(lines).toEqual([
      'registry.csv:2: series: found "maybe", allowed: yes, no, or nothing',
      'registry.csv:3: title: found nothing, allowed: a title',
      'registry.csv:3: landing_url: found "ftp://x.org/", allowed: an address that begins with https:// or http://, without a user name',
      'registry.csv:4: document_key: found "b", as in line 3, allowed: one row for each key',
      'registry.csv:7: document_key: found nothing, allowed: a key',
      'editions.csv:2: url: found "www.example.org", allowed: an address that begins with https:// or http://, without a user name',
      `editions.csv:3: document_key: found "c", allowed: a document_key of registry.csv`,
      'editions.csv:4: url: found nothing, allowed: an address, here or as the document’s landing_url',
      'editions.csv:5: url: found "https://u:p@x.org/", allowed: an address that begins with https:// or http://, without a user name',
      'registry.csv:6: document_key: found "never" without an edition or a landing_url, allowed: a key with a row in editions.csv, or a landing_url',
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

  it('gives a document that has only a landing page one undated edition there', async () => {
    const { editions, lines } = await registry(
      'document_key,title,landing_url,publisher,rolling\na,A,https://www.gov.scot/publications/a/,gov-scot,yes\n',
      'document_key,url\n',
    )
    expect(lines).toEqual([])
    expect(editions).toMatchObject([
      {
        editionId: 'a@undated',
        published: null,
        publishedPrecision: null,
        rolling: true,
        landingUrl: 'https://www.gov.scot/publications/a/',
        source: { kind: 'url', url: 'https://www.gov.scot/publications/a/' },
      },
    ])
  })

  it('gives each edition what the harvest needs, its own row before the document’s', async () => {
    const { editions, lines } = await registry(
      'document_key,title,landing_url,attachment,publisher,confidence\n' +
        'b,Behaviour,https://www.gov.uk/b--2,*behaviour* | annex-?,govuk,high\n',
      'document_key,label,title,published,in_force,landing_url,url,confidence\n' +
        'b,Old text,Behaviour and discipline,2016-01,,https://www.gov.uk/b,,low\n' +
        'b,New text,,2022-07-12,2022-09-01,,https://assets.publishing.service.gov.uk/media/1/b.pdf,\n',
    )
    expect(lines).toEqual([])
    expect(editions).toMatchObject([
      {
        editionId: 'b@2016-01-01',
        title: 'Behaviour and discipline',
        label: 'Old text',
        published: '2016-01-01',
        publishedPrecision: 'month',
        inForce: null,
        landingUrl: 'https://www.gov.uk/b',
        source: { kind: 'url', url: 'https://www.gov.uk/b' },
        confidence: 'low',
      },
      {
        title: 'Behaviour',
        publishedPrecision: 'day',
        inForce: '2022-09-01',
        inForcePrecision: 'day',
        landingUrl: 'https://www.gov.uk/b--2',
        source: { kind: 'url', url: 'https://assets.publishing.service.gov.uk/media/1/b.pdf' },
        attachment: '*behaviour* | annex-?',
        publisher: 'govuk',
        confidence: 'high',
      },
    ])
  })

  const one = (rest: string, columns: string) =>
    `document_key,title,landing_url${columns}\na,A,https://www.gov.uk/a${rest}\n`

  it.each([
    ['a publisher that is none', ',govk', ',publisher', 'publisher: found "govk", allowed: govuk, '],
    [
      'a landing page that is another publisher’s',
      ',nice',
      ',publisher',
      'landing_url: found "https://www.gov.uk/a", allowed: an address of the publisher nice',
    ],
    [
      'an attachment on another host',
      ',govuk,https://example.org/a.pdf',
      ',publisher,attachment',
      'attachment: found "https://example.org/a.pdf", allowed: an address of the publisher govuk',
    ],
    [
      'an attachment on another host than a page’s',
      ',page,https://files.example.org/a.pdf',
      ',publisher,attachment',
      'attachment: found "https://files.example.org/a.pdf", allowed: an address on the host of its landing page',
    ],
    [
      'an attachment that is no address',
      ',page,ftp://www.gov.uk/a.pdf',
      ',publisher,attachment',
      'attachment: found "ftp://www.gov.uk/a.pdf", allowed: an address that begins',
    ],
    ['a flag that is none', ',often', ',rolling', 'rolling: found "often", allowed: yes, no, or nothing'],
  ])('does not take %s', async (_what, rest, columns, expected) => {
    const { lines } = await registry(one(rest, columns), 'document_key,url\na,\n')
    expect(lines).toEqual([expect.stringContaining(`registry.csv:2: ${expected}`)])
  })

  it('takes an attachment on each host of the publisher, and on any where none is named', async () => {
    for (const rest of [
      ',govuk,https://assets.publishing.service.gov.uk/a.pdf',
      ',page,https://gov.uk/a.pdf',
      ',,https://example.org/a.pdf',
    ]) {
      expect((await registry(one(rest, ',publisher,attachment'), 'document_key,url\n')).lines).toEqual([])
    }
  })

  it('takes an imitation of a publisher under .example, with files on its own host alone', async () => {
    const written = (file: string): string =>
      `document_key,title,landing_url,publisher,attachment\na,A,http://www.ministry.example/a,govuk,http://${file}\n`
    expect((await registry(written('www.ministry.example/a.pdf'), 'document_key,url\n')).lines).toEqual([])
    expect((await registry(written('files.example/a.pdf'), 'document_key,url\n')).lines).toEqual([
      expect.stringContaining('attachment: found "http://files.example/a.pdf"'),
    ])
  })

  it('holds the addresses of an edition to the publisher’s hosts', async () => {
    const { lines } = await registry(
      one(',govuk', ',publisher'),
      'document_key,published,landing_url,url\na,2020,https://www.gov.wales/a,\na,2021,,https://example.org/a.pdf\n',
    )
    expect(lines).toEqual([
      expect.stringContaining('editions.csv:2: landing_url: found "https://www.gov.wales/a"'),
      expect.stringContaining('editions.csv:3: url: found "https://example.org/a.pdf"'),
    ])
  })

  it('takes the nations of the pipeline, the names for several of them, and nothing', async () => {
    const table =
      'document_key,title,landing_url,nation\n' +
      'a,A,https://x.org/,England\nb,B,https://x.org/,UK\nc,C,https://x.org/,\nd,D,https://x.org/,France\n'
    const nations = { UK: ['England', 'Wales'] }
    expect((await registry(table, 'document_key,url\n', { nations })).lines).toEqual([
      'registry.csv:5: nation: found "France", allowed: England, UK, Wales',
    ])
    expect((await registry(table, 'document_key,url\n')).lines).toEqual([])
  })

  it.each([
    ['2018-13,,', 'published: found "2018-13", allowed: a date: 2020-06-30, 2020-06 or 2020, a period'],
    ['2021/2020,,', 'published: found "2021/2020", allowed: a date'],
    ['2020,2017-12-31,', 'in_force: found "2017-12-31", allowed: a date not more than two years before 2020-01-01'],
    ['2020-06,,2020-05-31', 'withdrawn: found "2020-05-31", allowed: a date not before 2020-06-01'],
    ['2020,,2021', 'withdrawn: found "2021", allowed: a date such as 2020-06-30'],
  ])('does not take the dates %s', async (dates, expected) => {
    const { lines } = await registry(one('', ''), `document_key,url,published,in_force,withdrawn\na,,${dates}\n`)
    expect(lines).toEqual([expect.stringContaining(`editions.csv:2: ${expected}`)])
  })

  it.each(['2020,2018-01-01,', '2020,2018,', '2020-06,,2020-06-01', ',2015,', '2020,2030,'])(
    'takes the dates %s',
    async (dates) => {
      const { lines } = await registry(one('', ''), `document_key,url,published,in_force,withdrawn\na,,${dates}\n`)
      expect(lines).toEqual([])
    },
  )

  it('warns where a date known in part may be on either side of a snapshot, and only there', async () => {
    const dates = ['2019', '2020', '2020-06', '2020-07/2021', '2022-06-30', '2022', '2023']
    const { lines, warned } = await registry(
      one('', ''),
      `document_key,url,published\n${dates.map((date) => `a,,${date}`).join('\n')}\n`,
      { snapshots: ['2020-06-30', '2022-06-30', '2022-12-31'] },
    )
    expect(lines).toEqual([])
    expect(warned).toEqual([
      'editions.csv:3: published: found "2020", which may be before or after 2020-06-30, allowed: a date that is known closer; it counts from 2020-01-01',
      'editions.csv:7: published: found "2022", which may be before or after 2022-06-30, allowed: a date that is known closer; it counts from 2022-01-01',
    ])
  })
})
