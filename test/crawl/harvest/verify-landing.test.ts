import { afterEach, describe, expect, it } from 'vitest'

import { verifyLanding, type KnownLanding } from '../../../src/crawl/harvest/verify-landing.ts'
import type { GovukItem, GovukSite } from '../../servers/govuk-site.ts'
import { serveGovuk } from '../../servers/serve-govuk.ts'
import { fetcherFor, http } from '../fetch-setup.ts'

/** As many words as a real page has at the least. */
const text = `<p>${'What partners do when young people are harmed outside their families. '.repeat(20)}</p>`

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const item = (slug: string, facts: Partial<GovukItem> = {}): GovukItem => ({
  base_path: `/government/publications/${slug}`,
  schema_name: 'publication',
  document_type: 'statutory_guidance',
  title: 'Lamps for young people',
  first_published_at: '2018-07-04T09:00:00Z',
  public_updated_at: '2023-02-01T09:00:00Z',
  details: { body: '<p>Read it.</p>', change_history: [{ public_timestamp: '2023-02-01T09:00:00Z', note: 'New.' }] },
  ...facts,
})

async function verifyGovuk(site: Partial<GovukSite>, landing: Partial<KnownLanding> = {}) {
  const server = await serveGovuk({ items: [], ...site })
  ends.push(server.close)
  const fetcher = fetcherFor(server.connectTo)
  const url = 'https://www.gov.uk/government/publications/lamps'
  const known = { url, publisher: 'govuk', titles: ['Lamps for Young People'], ...landing }
  return { state: await verifyLanding(known, (address) => fetcher.fetch(address)), paths: server.paths() }
}

describe('verifyLanding() of GOV.UK', () => {
  it('asks the Content API alone where it has the page, and gives the date of its last update', async () => {
    const { state, paths } = await verifyGovuk({ items: [item('lamps')] })
    expect(state).toMatchObject({ findings: ['ok'], httpStatus: 200, updated: '2023-02-01', movedTo: null, detail: '' })
    expect(paths).toEqual(['/api/content/government/publications/lamps'])
  })

  it('finds a page retitled, with its title; case, dashes and quotation marks do not count', async () => {
    const renamed = await verifyGovuk({ items: [item('lamps', { title: 'Lanterns for young people' })] })
    expect(renamed.state).toMatchObject({ findings: ['retitled'], title: 'Lanterns for young people' })
    const titles = ['“Lamps” – for Young-People']
    expect((await verifyGovuk({ items: [item('lamps')] }, { titles })).state.findings).toEqual(['ok'])
  })

  it('finds a page withdrawn, with the day', async () => {
    const withdrawn_notice = { explanation: 'Replaced.', withdrawn_at: '2022-12-01T10:00:00Z' }
    const { state } = await verifyGovuk({ items: [item('lamps', { withdrawn_notice })] })
    expect(state).toMatchObject({ findings: ['withdrawn'], withdrawn: '2022-12-01' })
  })

  it('finds a page moved, whether the API says so or a redirect', async () => {
    const redirect = item('lamps', {
      schema_name: 'redirect',
      document_type: 'redirect',
      redirects: [
        { path: '/government/publications/lamps', type: 'exact', destination: '/government/publications/lanterns' },
      ],
    })
    const movedTo = 'https://www.gov.uk/government/publications/lanterns'
    expect((await verifyGovuk({ items: [redirect] })).state).toMatchObject({ findings: ['moved'], movedTo })
    const subPages = { '/government/publications/lamps': '/government/publications/lanterns' }
    const { state } = await verifyGovuk({ items: [item('lanterns')], subPages })
    expect(state).toMatchObject({ findings: ['moved'], httpStatus: 303, movedTo })
  })

  it('finds a page gone, with what the publisher names instead', async () => {
    const details = { explanation: 'Published in error', alternative_path: '/government/publications/lanterns' }
    const gone = item('lamps', { schema_name: 'gone', document_type: 'gone', details })
    expect((await verifyGovuk({ items: [gone] })).state).toMatchObject({
      findings: ['gone'],
      httpStatus: 410,
      movedTo: 'https://www.gov.uk/government/publications/lanterns',
    })
  })

  it('asks for the page where the API does not know it, and only then says that there is none', async () => {
    const pages = { '/government/publications/lamps': `<main><h1>Lamps for young people</h1>${text}</main>` }
    const { state, paths } = await verifyGovuk({ pages })
    expect(state).toMatchObject({ findings: ['ok'], title: 'Lamps for young people' })
    expect(paths).toHaveLength(2)
    expect((await verifyGovuk({})).state).toMatchObject({ findings: ['not_found'], httpStatus: 404 })
  })

  it('takes the API of a site laid out like GOV.UK for no move', async () => {
    const server = await http((_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(item('lamps'))),
    )
    const fetcher = fetcherFor({ 'ministry.test': server.address })
    const known = {
      url: 'http://ministry.test/publications/lamps',
      publisher: 'govuk',
      titles: ['Lamps for young people'],
    }
    expect(await verifyLanding(known, (url) => fetcher.fetch(url))).toMatchObject({ findings: ['ok'], movedTo: null })
    expect(server.paths()).toEqual(['/api/content/publications/lamps'])
  })

  it('finds a machine refused', async () => {
    const { state } = await verifyGovuk({ items: [item('lamps')], patience: 1 })
    expect(state).toMatchObject({ findings: ['refused'], httpStatus: 429 })
  })
})

describe('verifyLanding() of any page', () => {
  const landing = { url: 'http://board.test/plan', publisher: 'page', titles: ['Plan'] }

  it('finds a redirect to another address, and what stands there', async () => {
    const server = await http((request, response) => {
      if (request.url === '/plan') response.writeHead(301, { location: '/new-plan' }).end()
      else
        response
          .setHeader('content-type', 'text/html')
          .end(`<main><h1>New plan</h1><p>Updated: 3 May 2021</p>${text}</main>`)
    })
    const fetcher = fetcherFor({ 'board.test': server.address })
    expect(await verifyLanding(landing, (url) => fetcher.fetch(url))).toMatchObject({
      findings: ['moved', 'retitled'],
      httpStatus: 301,
      movedTo: 'http://board.test/new-plan',
      title: 'New plan',
      updated: '2021-05-03',
    })
  })

  it('does not take another spelling of the address for a move', async () => {
    const server = await http((request, response) => {
      if (request.url === '/plan') response.writeHead(301, { location: '/plan/' }).end()
      else response.setHeader('content-type', 'text/html').end(`<main><h1>Plan</h1>${text}</main>`)
    })
    const fetcher = fetcherFor({ 'board.test': server.address })
    expect(await verifyLanding(landing, (url) => fetcher.fetch(url))).toMatchObject({ findings: ['ok'], movedTo: null })
  })

  it('says that robots.txt keeps machines out, without having asked', async () => {
    const server = await http((_request, response) => response.end('User-agent: *\nDisallow: /\n'), { robots: false })
    const fetcher = fetcherFor({ 'board.test': server.address })
    const state = await verifyLanding(landing, (url) => fetcher.fetch(url))
    expect(state).toMatchObject({ findings: ['robots'], httpStatus: null })
    expect(server.paths()).toEqual([])
  })

  it('does not take an error or holding page for the landing page', async () => {
    const server = await http((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<title>Page not found</title><h1>Page not found</h1>'),
    )
    const fetcher = fetcherFor({ 'board.test': server.address })
    const state = await verifyLanding(landing, (url) => fetcher.fetch(url))
    expect(state.findings).not.toContain('ok')
    expect(state.httpStatus).toBe(200)
  })
})
