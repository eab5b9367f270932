import { findDate, readTimestamp } from '../publishers/find-date.ts'
import { withPage } from '../publishers/open-page.ts'
import { absoluteAddress, attachmentsOf, mediaTypeOfAddress, tidy } from '../publishers/page-links.ts'
import type { FailureReason } from '../../model/outcome.ts'
import { matchQuery, type Candidate } from './candidate.ts'

/** The candidates of a page that lists publications, and the next page of the list. */
export type ListingReading =
  | { readonly ok: true; readonly candidates: readonly Candidate[]; readonly next: string | null }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

const most = 2000

/**
 * Reads a publisher's listing page: the links of its main part that lead to pages or files of the same host and whose
 * words meet a query. The date is one that stands in the link's own entry of the list.
 */
export function readListing(
  body: Uint8Array,
  { url, queries }: { readonly url: string; readonly queries: readonly string[] },
): ListingReading {
  return withPage(body, url, ({ $, base }): ListingReading => {
    const next = absoluteAddress($('a[rel~=next], link[rel~=next]').first().attr('href'), base)
    $('nav, header, footer, aside, form').remove()
    const main = ['main', '[role=main]', '#content', 'body'].find((selector) => $(selector).length > 0) ?? 'body'
    const links = $(`${main} a[href]`).toArray().slice(0, most)
    const candidates = links.flatMap((node): Candidate[] => {
      const [link] = attachmentsOf($, $(node), { base, kind: 'html' })
      const query = link === undefined ? null : matchQuery(link.title, queries)
      if (link === undefined || query === null || link.url === url) return []
      if (new URL(link.url).host !== new URL(base).host) return []
      const entry = $(node).closest('li, tr, article, dd, .search-result, .views-row')
      const stamped = readTimestamp(entry.find('time[datetime]').first().attr('datetime'))
      const publicTimestamp = stamped ?? findDate(tidy(entry.text()).slice(0, 2000))?.date ?? null
      const kind = mediaTypeOfAddress(link.url) === null ? 'page' : 'file'
      const why = `${kind} listed on ${url}, for “${query}”`
      return [{ url: link.url, title: link.title, source: 'listing', why, publicTimestamp }]
    })
    return { ok: true, candidates, next }
  })
}
