/*
 * GOV.UK on the loopback interface: its Content API, pages, files and Search API, as their sources say they answer
 * (alphagov/content-store, asset-manager, search-api, govuk-fastly). One server stands for both hosts.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { drawGonePage, drawGovukPage } from './govuk-page.ts'
import { answerSearch } from './govuk-search.ts'
import { assetsHost, govukHost, type GovukAsset, type GovukItem, type GovukSite } from './govuk-site.ts'
import { serveHttp, type TestServer } from './serve-http.ts'

interface Answer {
  readonly status: number
  readonly headers?: OutgoingHttpHeaders
  readonly body?: Uint8Array | string
}

const robots = `User-agent: *
Disallow: /*/print$
# Don't allow indexing of site search
Disallow: /search/all*
Sitemap: https://www.gov.uk/sitemap.xml
User-agent: deepcrawl
Disallow: /
`

/** A running imitation of GOV.UK. */
export interface GovukServer extends TestServer {
  /** Both hosts, to be led to the server. */
  readonly connectTo: Readonly<Record<string, string>>
}

/** Serves a site on a free port of 127.0.0.1. */
export async function serveGovuk(site: GovukSite): Promise<GovukServer> {
  const items = new Map(site.items.map((item) => [item.base_path, item]))
  const counts = new Map<string, number>()
  const server = await serveHttp(
    (request, response) => {
      const host = (request.headers.host ?? '').replace(/:\d+$/, '')
      const count = (counts.get(host) ?? 0) + 1
      counts.set(host, count)
      if (count > (site.patience ?? Number.POSITIVE_INFINITY)) {
        send(response, { status: 429, headers: { 'content-type': 'plain/text' }, body: 'Too many requests' })
        return
      }
      const url = new URL(request.url ?? '/', `https://${host}`)
      send(
        response,
        host === assetsHost ? answerAsset(request, site.assets?.[url.pathname]) : answerPage(url, site, items),
      )
    },
    { robots: false },
  )
  return { ...server, connectTo: { [govukHost]: server.address, [assetsHost]: server.address } }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body)
}

function json(status: number, body: unknown): Answer {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'access-control-allow-origin': '*',
    'cache-control': 'max-age=300, public',
  }
  return { status, headers, body: JSON.stringify(body) }
}

function html(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

function redirect(location: string): Answer {
  return { status: 301, headers: { location } }
}

function answerPage(url: URL, site: GovukSite, items: ReadonlyMap<string, GovukItem>): Answer {
  const { pathname } = url
  if (pathname === '/robots.txt') return { status: 200, headers: { 'content-type': 'text/plain' }, body: robots }
  if (/^\/.+[/.]$/.test(pathname)) return redirect(`https://${govukHost}${pathname.replace(/[/.]$/, '')}`)
  if (pathname === '/api/search.json') {
    const { status, body } = answerSearch(site.items, url.searchParams)
    return json(status, body)
  }
  const isApi = pathname.startsWith('/api/content/')
  const path = isApi ? pathname.slice('/api/content'.length) : pathname
  if (site.limited?.includes(path) === true) {
    return isApi ? json(403, { errors: { type: 'access_forbidden', code: '403' } }) : html(403, '<h1>Forbidden</h1>')
  }
  const base = site.subPages?.[path]
  if (isApi && base !== undefined) {
    return { status: 303, headers: { location: `https://${govukHost}/api/content${base}` } }
  }
  const item = items.get(base ?? path)
  if (isApi) {
    if (item === undefined) return { status: 404 }
    // The body is sent with a 410 too.
    return json(item.schema_name === 'gone' ? 410 : 200, { locale: 'en', withdrawn_notice: {}, links: {}, ...item })
  }
  const page = site.pages?.[path]
  if (page !== undefined) return html(200, page)
  if (item === undefined)
    return html(404, '<!DOCTYPE html><title>Page not found - GOV.UK</title><h1>Page not found</h1>')
  if (item.schema_name === 'gone') return html(410, drawGonePage(item))
  const destination = item.redirects?.[0]?.destination
  return destination === undefined ? html(200, drawGovukPage(item)) : redirect(`https://${govukHost}${destination}`)
}

function answerAsset(request: IncomingMessage, asset: GovukAsset | undefined): Answer {
  if (request.url === '/robots.txt') return { status: 404 }
  if (asset === undefined) return html(404, '<h1>Not found</h1>')
  if ('deleted' in asset) return { status: 410 }
  if ('replacedBy' in asset) return redirect(`//${assetsHost}${asset.replacedBy}`)
  const { body, contentType, lastModified, parent } = asset
  const etag = `"${createHash('md5').update(body).digest('hex')}"`
  const headers = {
    etag,
    'last-modified': lastModified,
    link: `<${parent}>; rel="up"`,
    'cache-control': 'max-age=1800, public',
    'x-frame-options': 'DENY',
  }
  // If-None-Match goes before If-Modified-Since (RFC 9110 13.2.2).
  const known = request.headers['if-none-match']
  const since = request.headers['if-modified-since']
  const isKnown = known === undefined ? since === lastModified : known === etag
  if (isKnown) return { status: 304, headers }
  const name = (request.url ?? '').split('/').at(-1) ?? ''
  return {
    status: 200,
    headers: { ...headers, 'content-type': contentType, 'content-disposition': `inline; filename="${name}"` },
    body,
  }
}
