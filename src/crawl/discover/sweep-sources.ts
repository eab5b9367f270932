import type { FetchResult } from '../fetch-resource.ts'
import { publisherOf } from '../publishers/index.ts'
import type { Candidate } from './candidate.ts'
import { readCollection, readSearchResults, searchAddress, type SearchSweep } from './govuk-search.ts'
import { readListing } from './read-listing.ts'
import { readSitemap, sitemapCandidates } from './read-sitemap.ts'

/** Where documents that a registry lacks are looked for. */
export interface DiscoverSources {
  readonly queries: readonly string[]
  readonly search: readonly { readonly organisations: readonly string[]; readonly document_types: readonly string[] }[]
  readonly collections: readonly string[]
  readonly listings: readonly string[]
  readonly sitemaps: readonly string[]
}

/** What one source gave. */
export interface SourceFind {
  readonly source: Candidate['source']
  /** Address or, of a search, its words and filters. */
  readonly name: string
  readonly candidates: readonly Candidate[]
  /** Why it gave nothing, or less than it holds; null where it gave all. */
  readonly problem: string | null
}

type Ask = (url: string) => Promise<FetchResult>

const resultsPerPage = 500
const mostResults = 1500
const mostListingPages = 50
const mostSitemaps = 200

/** Asks all sources. One that fails is a row with its problem, and the others go on. */
export async function sweepSources(sources: DiscoverSources, ask: Ask): Promise<SourceFind[]> {
  const { queries, search, collections, listings, sitemaps } = sources
  const sweeps = search.flatMap(({ organisations, document_types: documentTypes }) =>
    queries.map((query): SearchSweep => ({ query, organisations, documentTypes })),
  )
  return Promise.all([
    ...sweeps.map((sweep) => sweepSearch(sweep, ask)),
    ...collections.map((url) => sweepCollection(url, ask)),
    ...listings.map((url) => sweepListing(url, { queries, ask })),
    ...sitemaps.map((url) => sweepSitemap(url, { queries, ask })),
  ])
}

async function sweepSearch(sweep: SearchSweep, ask: Ask): Promise<SourceFind> {
  const candidates: Candidate[] = []
  const name = [sweep.query ?? '', ...sweep.documentTypes, ...sweep.organisations].join(', ')
  const find = (problem: string | null): SourceFind => ({ source: 'search', name, candidates, problem })
  for (let start = 0; start < mostResults; start += resultsPerPage) {
    const result = await ask(searchAddress(sweep, { start, count: resultsPerPage }))
    if (!result.ok) return find(result.detail)
    const reading = readSearchResults(result.response.body, sweep)
    if (!reading.ok) return find(reading.detail)
    candidates.push(...reading.candidates)
    if (reading.candidates.length === 0 || start + resultsPerPage >= reading.total) return find(null)
    if (start + resultsPerPage >= mostResults) return find(`the latest ${mostResults} of ${reading.total} results`)
  }
  return find(null)
}

async function sweepCollection(url: string, ask: Ask): Promise<SourceFind> {
  const find = (candidates: readonly Candidate[], problem: string | null): SourceFind => ({
    source: 'collection',
    name: url,
    candidates,
    problem,
  })
  const [address = url] = publisherOf(new URL(url)).liveAddresses(new URL(url))
  const result = await ask(address)
  if (!result.ok) return find([], result.detail)
  const candidates = readCollection(result.response.body)
  return find(candidates, candidates.length === 0 ? 'no collection of GOV.UK, or one without members' : null)
}

interface Matching {
  readonly queries: readonly string[]
  readonly ask: Ask
}

async function sweepListing(first: string, { queries, ask }: Matching): Promise<SourceFind> {
  const candidates: Candidate[] = []
  const find = (problem: string | null): SourceFind => ({ source: 'listing', name: first, candidates, problem })
  const seen = new Set<string>()
  for (let url: string | null = first; url !== null;) {
    if (seen.has(url)) return find(null)
    if (seen.size === mostListingPages) return find(`the first ${mostListingPages} pages of the list`)
    seen.add(url)
    const result: FetchResult = await ask(url)
    if (!result.ok) return find(`${url}: ${result.detail}`)
    const { body, finalUrl } = result.response
    const reading = readListing(body, { url: finalUrl, queries })
    if (!reading.ok) return find(`${url}: ${reading.detail}`)
    candidates.push(...reading.candidates)
    url = reading.next !== null && isOnHost(reading.next, first) ? reading.next : null
  }
  return find(null)
}

async function sweepSitemap(first: string, { queries, ask }: Matching): Promise<SourceFind> {
  const candidates: Candidate[] = []
  const problems: string[] = []
  const waiting = [first]
  const seen = new Set(waiting)
  let asked = 0
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (asked++ === mostSitemaps) {
      problems.push(`the first ${mostSitemaps} files of it`)
      break
    }
    const result = await ask(url)
    const reading = result.ok ? readSitemap(result.response.body, result.response.finalUrl) : result
    if (!reading.ok) {
      problems.push(`${url}: ${reading.detail}`)
      continue
    }
    if (reading.cut) problems.push(`${url}: only its beginning, as it is longer than a sitemap may be`)
    candidates.push(...sitemapCandidates(reading.pages, { queries, sitemap: url }))
    for (const next of reading.sitemaps) {
      // A sitemap speaks for its own host (sitemaps.org, “Sitemap file location”).
      if (seen.has(next) || !isOnHost(next, first)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return { source: 'sitemap', name: first, candidates, problem: problems.length === 0 ? null : problems.join('; ') }
}

function isOnHost(url: string, other: string): boolean {
  const hostOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '')
  return hostOf(url) === hostOf(other)
}
