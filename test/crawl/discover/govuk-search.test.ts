import { describe, expect, it } from 'vitest'
import {
  readCollection,
  readSearchResults,
  searchAddress,
  searchLimits,
} from '../../../src/crawl/discover/govuk-search.ts'

const sweep = { query: '"child lamp"', documentTypes: ['statutory_guidance'], organisations: ['lamp-office'] }
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

describe('searchAddress()', () => {
  it('asks for one page of a sweep, withdrawn documents with it', () => {
    const url = new URL(searchAddress(sweep, { start: 500, count: 500 }))
    expect(url.origin + url.pathname).toBe('https://www.gov.uk/api/search.json')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      q: '"child lamp"',
      filter_content_store_document_type: 'statutory_guidance',
      filter_organisations: 'lamp-office',
      debug: 'include_withdrawn',
      start: '500',
      count: '500',
    })
  })

  it('asks for no more than the API gives', () => {
    const long = { query: 'a'.repeat(600), documentTypes: [], organisations: [] }
    const { searchParams } = new URL(searchAddress(long, { start: 10_000_000, count: 9999 }))
    expect(searchParams.get('q')).toHaveLength(searchLimits.query)
    expect([searchParams.get('count'), searchParams.get('start')]).toEqual(['1500', '900000'])
  })
})

describe('readSearchResults()', () => {
  it('gives candidates with what was asked for, and how many there are in all', () => {
    const result = {
      title: 'Lamps ',
      link: '/government/publications/lamps',
      public_timestamp: '2021-07-31T23:30:00Z',
      content_store_document_type: 'statutory_guidance',
      is_withdrawn: true,
    }
    expect(readSearchResults(bytes({ results: [result, { link: 'http://[' }], total: 70 }), sweep)).toEqual({
      ok: true,
      total: 70,
      candidates: [
        {
          url: 'https://www.gov.uk/government/publications/lamps',
          title: 'Lamps',
          source: 'search',
          why: 'GOV.UK search for “"child lamp"”, statutory_guidance, lamp-office (statutory guidance, withdrawn)',
          publicTimestamp: '2021-08-01',
        },
      ],
    })
  })

  it.each([
    [{ error: 'Unexpected parameters: foo' }, 'Unexpected parameters: foo'],
    [{ results: 1 }, 'the answer is not that of the Search API'],
    [null, 'the answer is not that of the Search API'],
  ])('says what is wrong with %j', (value, detail) => {
    expect(readSearchResults(bytes(value), sweep)).toEqual({ ok: false, detail })
  })
})

describe('readCollection()', () => {
  it('gives the members that the collection links', () => {
    const documents = [
      { base_path: '/government/publications/a', title: 'A', public_updated_at: '2020-01-01T00:00:00Z' },
      { title: 'no path' },
    ]
    expect(readCollection(bytes({ title: 'Lamps', links: { documents } }))).toEqual([
      {
        url: 'https://www.gov.uk/government/publications/a',
        title: 'A',
        source: 'collection',
        why: 'in the collection “Lamps”',
        publicTimestamp: '2020-01-01',
      },
    ])
  })

  it.each([[{}], [[]], ['x'], [{ links: { documents: {} } }]])('gives none for %j', (value) => {
    expect(readCollection(bytes(value))).toEqual([])
  })
})
