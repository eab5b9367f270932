/* A publisher without an API: pages with links, a listing and sitemaps. */
import { gzipSync } from 'node:zlib'
import { serveHttp, type TestServer } from './serve-http.ts'

/** What stands at a path: a page or file, or a redirect. */
export type PlainAnswer =
  | { readonly body: Uint8Array | string; readonly contentType?: string; readonly status?: number }
  | { readonly movedTo: string }

/** A document of the plain publisher. */
export interface PlainDocument {
  readonly title: string
  /** As the page writes it: `3 March 2020`. */
  readonly published: string
  readonly updated?: string
  readonly files: readonly { readonly title: string; readonly href: string }[]
  readonly text?: string
}

/** A landing page: title, dates, words and links to files. */
export function drawPlainPage({ title, published, updated, files, text = '' }: PlainDocument): string {
  const links = files.map((file) => `<li><a href="${file.href}">${file.title}</a></li>`).join('')
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title} | Invented Board</title></head><body>
    <header><a href="/">Invented Board</a></header><nav><a href="/forms/complaint.pdf">Complain</a></nav><main><h1>${title}</h1>
    <p>Date published: ${published}</p>${updated === undefined ? '' : `<p>Last updated: ${updated}</p>`}
    <p>This page is where the Invented Board offers the guidance to everyone who works with young people.</p>
    <div>${text}</div><ul>${links}</ul></main><footer>Published 1 January 1999</footer></body></html>\n`
}

/** A page that lists others, with a link to the next page of the list. */
export function drawListing(
  entries: readonly { readonly href: string; readonly title: string; readonly date?: string }[],
  next?: string,
): string {
  const list = entries.map(({ href, title, date = '' }) => `<li><h3><a href="${href}">${title}</a></h3> ${date}</li>`)
  return `<!DOCTYPE html><html lang="en"><title>Publications</title><nav><a href="/guidance/menu">Guidance menu</a></nav>
    <main><h1>Publications</h1><ul>${list.join('')}</ul>${next === undefined ? '' : `<a rel="next" href="${next}">Next page</a>`}
    </main></html>\n`
}

/** A sitemap of pages. */
export function drawSitemap(pages: readonly { readonly url: string; readonly modified?: string }[]): string {
  const entries = pages.map(
    ({ url, modified }) =>
      `<url><loc>${url}</loc>${modified === undefined ? '' : `<lastmod>${modified}</lastmod>`}</url>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</urlset>\n`
}

/** An index of sitemaps. */
export function drawSitemapIndex(sitemaps: readonly string[]): string {
  const entries = sitemaps.map((url) => `<sitemap><loc>${url}</loc></sitemap>`)
  return `<?xml version="1.0"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>\n`
}

/** Serves answers by path; a path that ends in `.gz` is packed. */
export async function servePages(answers: Readonly<Record<string, PlainAnswer>>): Promise<TestServer> {
  return serveHttp((request, response) => {
    const answer = answers[request.url ?? '/']
    if (answer === undefined) response.writeHead(404).end('<h1>Not found</h1>')
    else if ('movedTo' in answer) response.writeHead(301, { location: answer.movedTo }).end()
    else {
      const isPacked = (request.url ?? '').endsWith('.gz')
      const type = answer.contentType ?? (isPacked ? 'application/gzip' : 'text/html; charset=utf-8')
      response.writeHead(answer.status ?? 200, { 'content-type': type })
      response.end(isPacked ? gzipSync(answer.body) : answer.body)
    }
  })
}
