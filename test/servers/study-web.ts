/*
 * A web that has every document of a study, and an archive that has it as it stood: the live pages were all changed
 * since, so that each date must be had from the archive. The worst case that a plan counts.
 */
import type { RequestListener } from 'node:http'

import type { WantedItem } from '../../src/crawl/harvest/wanted-items.ts'
import { publisherOf } from '../../src/crawl/publishers/index.ts'
import { fileUrlOf } from '../../src/crawl/harvest/route.ts'
import { drawGovukPage } from './govuk-page.ts'
import type { GovukItem } from './govuk-site.ts'
import type { HeldCapture } from './held-capture.ts'

const pdf = { 'Content-Type': 'application/pdf' }
const words = 'What everybody who works with young people needs to know of harm outside their families. '.repeat(30)

/** Days from a snapshot to the capture that stands for it. */
const captureAge = 40

function dayBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T10:00:00Z`) - days * 86_400_000).toISOString().replace('.000', '')
}

function plainPage(title: string, { href, updated }: { readonly href: string; readonly updated: string }): string {
  return `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><main><h1>${title}</h1>
    <p>Published 1 May 2016</p><p>Last updated: ${updated}</p><p>${words}</p>
    <ul><li><a href="${href}">${title} (PDF)</a></li></ul></main></body></html>`
}

function govukItem(
  path: string,
  { title, file, updated }: { readonly title: string; readonly file: string; readonly updated: string },
): GovukItem {
  return {
    base_path: path,
    schema_name: 'publication',
    document_type: 'guidance',
    title,
    first_published_at: '2016-05-01T09:00:00Z',
    public_updated_at: updated,
    details: {
      body: `<p>${words}</p>`,
      attachments: [{ attachment_type: 'file', title, url: file, content_type: 'application/pdf' }],
      change_history: [{ public_timestamp: updated, note: 'Revised.' }],
    },
  }
}

const titleOf = ({ edition, documentKey }: WantedItem): string => edition?.title ?? documentKey

/** What the archive holds: of each document near each date its page and the file that the page names, or its file. */
export function heldCaptures(items: readonly WantedItem[]): HeldCapture[] {
  return items.flatMap((item, at): HeldCapture[] => {
    const { edition, date } = item
    if (edition === null) return []
    const datetime = dayBefore(date, captureAge)
    const body = `%PDF-1.4 the text of ${item.item.item}`
    const own = fileUrlOf(edition)
    if (own !== null) return [{ url: own, datetime, headers: pdf, body }]
    const url = edition.landingUrl ?? ''
    const isGovuk = publisherOf(new URL(url), edition.publisher).id === 'govuk'
    const file = isGovuk
      ? `https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/${700_000 + at}/text.pdf`
      : new URL(`/files/text-${at}.pdf`, url).href
    const then = '2017-03-01T09:00:00Z'
    const page = isGovuk
      ? drawGovukPage(govukItem(new URL(url).pathname, { title: titleOf(item), file, updated: then }))
      : plainPage(titleOf(item), { href: file, updated: '1 March 2017' })
    return [
      { url, datetime, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: page },
      { url: file, datetime, headers: pdf, body },
    ]
  })
}

/** The live sites: pages that were all revised in 2025; known files are gone. */
export function answerLive(items: readonly WantedItem[]): RequestListener {
  const titles = new Map(items.map((item) => [item.edition?.landingUrl ?? '', titleOf(item)]))
  return (request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host ?? 'localhost'}`)
    const path = url.pathname.replace(/^\/api\/content/, '')
    const page = [`https://${url.host}${path}`, `http://${url.host}${path}`, `https://${url.host}${path}${url.search}`]
    const title = page.map((one) => titles.get(one)).find((one) => one !== undefined)
    if (title === undefined) {
      response.writeHead(/\.pdf$/i.test(path) ? 410 : 404).end()
      return
    }
    const file = `https://assets.publishing.service.gov.uk/media/68400000${'0'.repeat(16)}/text.pdf`
    if (path !== url.pathname) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(govukItem(path, { title, file, updated: '2025-06-01T09:00:00Z' })))
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(plainPage(title, { href: '/files/today.pdf', updated: '1 June 2025' }))
  }
}
