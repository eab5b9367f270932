import { afterEach, describe, expect, it } from 'vitest'

import { sweepSources, type DiscoverSources } from '../../../src/crawl/discover/sweep-sources.ts'
import type { GovukItem } from '../../servers/govuk-site.ts'
import { serveGovuk } from '../../servers/serve-govuk.ts'
import { drawSitemap, drawSitemapIndex } from '../../servers/serve-page.ts'
import { fetcherFor, http } from '../fetch-setup.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const nothing: DiscoverSources = { queries: [], search: [], collections: [], listings: [], sitemaps: [] }

const guide = (slug: string, title: string): GovukItem => ({
  base_path: `/government/publications/${slug}`,
  schema_name: 'publication',
  document_type: 'guidance',
  title,
  public_updated_at: '2022-05-01T09:00:00Z',
})

async function sweepGovuk(items: readonly GovukItem[], sources: Partial<DiscoverSources>) {
  const server = await serveGovuk({ items })
  ends.push(server.close)
  const fetcher = fetcherFor(server.connectTo, { maxBytes: 5_000_000 })
  return { finds: await sweepSources({ ...nothing, ...sources }, (url) => fetcher.fetch(url)), server }
}

async function sweepSite(pages: Readonly<Record<string, string>>, sources: Partial<DiscoverSources>) {
  const server = await http((request, response) => {
    const page = pages[request.url ?? '']
    if (page === undefined) response.writeHead(404).end()
    else response.setHeader('content-type', 'text/html').end(page)
  })
  const fetcher = fetcherFor({ 'board.test': server.address })
  return { finds: await sweepSources({ ...nothing, ...sources }, (url) => fetcher.fetch(url)), server }
}

const urlsOf = (find: { readonly candidates: readonly { readonly url: string }[] } | undefined) =>
  find?.candidates.map(({ url }) => new URL(url).pathname)

describe('sweepSources()', () => {
  it('sweeps the search of GOV.UK for each query, page after page', async () => {
    const many = Array.from({ length: 620 }, (_, at) => guide(`lamp-${at}`, `Lamp guidance ${at}`))
    const { finds, server } = await sweepGovuk([...many, guide('oil', 'Oil guidance')], {
      queries: ['lamp', 'oil'],
      search: [{ organisations: [], document_types: ['guidance'] }],
    })
    expect(finds.map(({ name, candidates, problem }) => [name, candidates.length, problem])).toEqual([
      ['lamp, guidance', 620, null],
      ['oil, guidance', 1, null],
    ])
    expect(server.paths()).toHaveLength(3)
  })

  it('takes the latest of very many results, and says so', async () => {
    const many = Array.from({ length: 1700 }, (_, at) => guide(`lamp-${at}`, `Lamp guidance ${at}`))
    const { finds } = await sweepGovuk(many, { queries: ['lamp'], search: [{ organisations: [], document_types: [] }] })
    expect(finds[0]?.candidates).toHaveLength(1500)
    expect(finds[0]?.problem).toBe('the latest 1500 of 1700 results')
  })

  it('takes the members of a collection, and tells of an address that is none', async () => {
    const members = [{ base_path: '/government/publications/a', title: 'A' }]
    const collection = {
      ...guide('', 'Lamps'),
      base_path: '/government/collections/lamps',
      links: { documents: members },
    }
    const collections = [
      'https://www.gov.uk/government/collections/lamps',
      'https://www.gov.uk/government/publications/b',
    ]
    const { finds } = await sweepGovuk([collection, guide('b', 'B')], { collections })
    expect(urlsOf(finds[0])).toEqual(['/government/publications/a'])
    expect(finds[1]).toMatchObject({ candidates: [], problem: expect.stringContaining('no collection') })
  })

  const queries = ['lamp']
  const list = (links: string): string =>
    `<html><body><main><h1>Publications</h1><p>${'Here the board lists what it has published. '.repeat(20)}</p>
    <ul>${links}</ul></main></body></html>`

  it('follows a list from page to page on its own host, and stops where it leads in a circle', async () => {
    const pages = {
      '/list': list('<li><a href="/lamp-1">Lamp one</a></li><a rel="next" href="/list?page=2">Next</a>'),
      '/list?page=2': list('<li><a href="/lamp-2">Lamp two</a></li><a rel="next" href="/list">Next</a>'),
    }
    const { finds, server } = await sweepSite(pages, { queries, listings: ['http://board.test/list'] })
    expect(urlsOf(finds[0])).toEqual(['/lamp-1', '/lamp-2'])
    expect(finds[0]?.problem).toBeNull()
    expect(server.paths()).toHaveLength(2)
  })

  it('reads sitemaps of a sitemap, of its own host only, each once', async () => {
    const index = drawSitemapIndex([
      'http://board.test/one.xml',
      'http://board.test/one.xml',
      'http://elsewhere.test/two.xml',
    ] as never)
    const pages = {
      '/sitemap.xml': index,
      '/one.xml': drawSitemap([{ url: 'http://board.test/lamp-guidance' }] as never),
    }
    const { finds, server } = await sweepSite(pages, { queries, sitemaps: ['http://board.test/sitemap.xml'] })
    expect(urlsOf(finds[0])).toEqual(['/lamp-guidance'])
    expect(server.paths()).toEqual(['/sitemap.xml', '/one.xml'])
  })

  it('goes on with the others where a source fails, and says why', async () => {
    const { finds } = await sweepSite(
      { '/list': list('<li><a href="/lamp-1">Lamp one</a></li>') },
      { queries, listings: ['http://board.test/none', 'http://board.test/list'], sitemaps: ['http://board.test/list'] },
    )
    expect(finds.map(({ candidates }) => candidates.length)).toEqual([0, 1, 0])
    expect(finds.map(({ problem }) => problem === null)).toEqual([false, true, false])
  })
})
