import { afterEach, describe, expect, it } from 'vitest'
import { readSearchResults, searchAddress } from '../../../src/crawl/discover/govuk-search.ts'
import { readSitemap } from '../../../src/crawl/discover/read-sitemap.ts'
import { govuk } from '../../../src/crawl/publishers/govuk.ts'
import type { GovukItem, GovukSite } from '../../servers/govuk-site.ts'
import { serveGovuk, type GovukServer } from '../../servers/serve-govuk.ts'
import { drawSitemap, drawSitemapIndex, servePages } from '../../servers/serve-page.ts'
import { fetcherFor } from '../fetch-setup.ts'

const path = '/government/publications/lantern-guidance'
const media = '/media/5eea0000aaaaaaaaaaaaaaaa/lantern.pdf'
const assets = 'https://assets.publishing.service.gov.uk'

const items: readonly GovukItem[] = [
  {
    base_path: path,
    schema_name: 'publication',
    document_type: 'statutory_guidance',
    title: 'Lantern guidance',
    first_published_at: '2016-03-01T09:30:00.000+00:00',
    public_updated_at: '2020-06-17T08:30:00.000+00:00',
    details: { attachments: [{ attachment_type: 'file', title: 'Lantern guidance', url: `${assets}${media}` }] },
    links: { organisations: [{ base_path: '/government/organisations/lamp-office' }] },
  },
  { base_path: '/government/publications/gone', schema_name: 'gone', document_type: 'gone', title: null, details: {} },
  {
    base_path: '/government/publications/old',
    schema_name: 'publication',
    document_type: 'guidance',
    title: 'Old lantern',
    withdrawn_notice: { withdrawn_at: '2019-01-01T00:00:00Z' },
  },
]

const site: GovukSite = {
  items,
  subPages: { [`${path}/part`]: path },
  limited: ['/government/publications/secret'],
  assets: {
    [media]: {
      body: '%PDF-1.7',
      contentType: 'application/pdf',
      lastModified: 'Wed, 17 Jun 2020 08:30:00 GMT',
      parent: `https://www.gov.uk${path}`,
    },
    '/media/replaced.pdf': { replacedBy: media },
    '/media/deleted.pdf': { deleted: true },
  },
}

const ends: GovukServer[] = []
afterEach(async () => {
  for (const server of ends.splice(0)) await server.close()
})

async function start(more: Partial<GovukSite> = {}) {
  const server = await serveGovuk({ ...site, ...more })
  ends.push(server)
  return { server, fetcher: fetcherFor(server.connectTo) }
}

describe('serveGovuk()', () => {
  it('answers each of the live addresses with a landing page of the same facts', async () => {
    const { fetcher } = await start()
    const readings = await Promise.all(
      govuk.liveAddresses(new URL(`https://www.gov.uk${path}/`)).map(async (address) => {
        const result = await fetcher.fetch(address)
        if (!result.ok) expect.fail(result.detail)
        const { body, finalUrl, mediaType } = result.response
        return govuk.readLanding(body, { url: finalUrl, mediaType })
      }),
    )
    for (const reading of readings) {
      expect(reading).toMatchObject({
        ok: true,
        landing: {
          title: 'Lantern guidance',
          published: '2016-03-01',
          updated: '2020-06-17',
          attachments: [{ url: `${assets}${media}` }],
        },
      })
    }
  })

  it.each([
    ['https://www.gov.uk/api/content/government/publications/none', 'not_found'],
    ['https://www.gov.uk/api/content/government/publications/gone', 'gone'],
    ['https://www.gov.uk/government/publications/gone', 'gone'],
    ['https://www.gov.uk/api/content/government/publications/secret', 'refused'],
    ['https://www.gov.uk/government/publications/none', 'not_found'],
    [`https://www.gov.uk${path}/print`, 'robots'],
    [`${assets}/media/deleted.pdf`, 'gone'],
    [`${assets}/media/none.pdf`, 'not_found'],
  ])('answers %s as the real one: %s', async (address, reason) => {
    const { fetcher } = await start()
    expect(await fetcher.fetch(address)).toMatchObject({ ok: false, reason })
  })

  it.each([
    [`https://www.gov.uk${path}/`, 301, `https://www.gov.uk${path}`],
    [`https://www.gov.uk/api/content${path}/part`, 303, `https://www.gov.uk/api/content${path}`],
    [`${assets}/media/replaced.pdf`, 301, `${assets}${media}`],
  ])('sends from %s with %i', async (url, status, location) => {
    const { fetcher } = await start()
    expect(await fetcher.fetch(url)).toMatchObject({
      ok: true,
      response: { hops: [{ url, status, location }], finalUrl: location },
    })
  })

  it('names the page of a file and answers conditional requests with 304', async () => {
    const { server } = await start()
    const ask = (headers: Record<string, string>) =>
      fetch(`http://${server.address}${media}`, { headers: { ...headers, 'x-forwarded-host': '' } })
    // The Host header of fetch cannot be set: the site's own host answers.
    expect((await ask({})).status).toBe(404)
    const { request } = await import('node:http')
    const answer = (headers: Record<string, string>) =>
      new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
        const options = {
          host: '127.0.0.1',
          port: server.port,
          path: media,
          headers: { host: 'assets.publishing.service.gov.uk', ...headers },
        }
        request(options, (response) => {
          response.resume()
          resolve({ status: response.statusCode, headers: response.headers })
        })
          .on('error', reject)
          .end()
      })
    const first = await answer({})
    expect([first.status, first.headers['link']]).toEqual([200, `<https://www.gov.uk${path}>; rel="up"`])
    expect((await answer({ 'if-none-match': String(first.headers['etag']) })).status).toBe(304)
    expect((await answer({ 'if-modified-since': String(first.headers['last-modified']) })).status).toBe(304)
    expect((await answer({ 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('loses its patience with 429', async () => {
    const { fetcher } = await start({ patience: 2 })
    const results = [await fetcher.fetch(`https://www.gov.uk${path}`), await fetcher.fetch(`https://www.gov.uk${path}`)]
    expect(results).toMatchObject([{ ok: true }, { ok: false, reason: 'refused' }])
  })
})

describe('serveGovuk(): Search API', () => {
  const sweep = { query: 'lantern', documentTypes: [], organisations: [] }

  it('answers a sweep, withdrawn documents with it', async () => {
    const { fetcher } = await start()
    const result = await fetcher.fetch(searchAddress(sweep, { start: 0, count: 100 }))
    const reading = result.ok ? readSearchResults(result.response.body, sweep) : null
    expect(reading).toMatchObject({
      ok: true,
      total: 2,
      candidates: [{ title: 'Lantern guidance' }, { title: 'Old lantern' }],
    })
  })

  it.each([
    ['q=lantern', 200],
    ['count=1501', 422],
    ['start=900001', 422],
    ['start=a', 422],
    ['foo=1', 422],
    ['filter_foo=1', 422],
    [`q=${'a'.repeat(513)}`, 422],
  ])('answers ?%s with %i', async (query, status) => {
    const { server } = await start()
    expect((await fetch(`http://${server.address}/api/search.json?${query}`)).status).toBe(status)
  })
})

describe('servePages()', () => {
  it('serves an index of sitemaps, the second packed', async () => {
    const server = await servePages({
      '/sitemap.xml': { body: drawSitemapIndex(['http://board.test/pages.xml.gz']), contentType: 'application/xml' },
      '/pages.xml.gz': { body: drawSitemap([{ url: 'http://board.test/lamps' }]) },
      '/old': { movedTo: '/lamps' },
    })
    try {
      const fetcher = fetcherFor({ 'board.test': server.address })
      const read = async (url: string) => {
        const result = await fetcher.fetch(url)
        return result.ok ? readSitemap(result.response.body, url) : null
      }
      expect(await read('http://board.test/sitemap.xml')).toMatchObject({
        sitemaps: ['http://board.test/pages.xml.gz'],
      })
      expect(await read('http://board.test/pages.xml.gz')).toMatchObject({
        pages: [{ url: 'http://board.test/lamps' }],
      })
      expect(await fetcher.fetch('http://board.test/old')).toMatchObject({ ok: false, reason: 'not_found' })
    } finally {
      await server.close()
    }
  })
})
