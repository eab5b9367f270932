/* The GOV.UK Search API: docs/using-the-search-api.md of alphagov/search-api. */
import { z } from 'zod'
import { readTimestamp } from '../publishers/find-date.ts'
import { absoluteAddress, tidy } from '../publishers/page-links.ts'
import type { Candidate } from './candidate.ts'

/** One sweep of the Search API. */
export interface SearchSweep {
  /** Words; `"phrases"` in quotes; at most 512 characters are sent. Null for all of a kind. */
  readonly query: string | null
  /** Such as `statutory_guidance`; empty for every kind. */
  readonly documentTypes: readonly string[]
  /** Slugs such as `department-for-education`; empty for every one. */
  readonly organisations: readonly string[]
}

/** The API's own limits: larger values are answered with 422. */
export const searchLimits = { query: 512, count: 1500, start: 900_000 } as const

const site = 'https://www.gov.uk'

/**
 * Address of one page of a sweep's results, withdrawn documents with them. The API knows only the last update of each,
 * so no date is asked for: it would lose every page that was updated since.
 */
export function searchAddress(
  sweep: SearchSweep,
  { start, count }: { readonly start: number; readonly count: number },
): string {
  const url = new URL('/api/search.json', site)
  if (sweep.query !== null) url.searchParams.append('q', sweep.query.slice(0, searchLimits.query))
  for (const type of sweep.documentTypes) url.searchParams.append('filter_content_store_document_type', type)
  for (const organisation of sweep.organisations) url.searchParams.append('filter_organisations', organisation)
  url.searchParams.append('fields', 'title,link,public_timestamp,content_store_document_type,is_withdrawn')
  url.searchParams.append('debug', 'include_withdrawn')
  url.searchParams.append('order', '-public_timestamp')
  url.searchParams.append('start', String(Math.min(start, searchLimits.start)))
  url.searchParams.append('count', String(Math.min(count, searchLimits.count)))
  return url.href
}

/** What an answer of the Search API says; `total` counts all results of the sweep. */
export type SearchReading =
  | { readonly ok: true; readonly candidates: readonly Candidate[]; readonly total: number }
  | { readonly ok: false; readonly detail: string }

const answer = z.object({
  results: z.array(
    z.object({
      title: z.string().nullish().catch(null),
      link: z.string(),
      public_timestamp: z.string().nullish().catch(null),
      content_store_document_type: z.string().nullish().catch(null),
      is_withdrawn: z.boolean().nullish().catch(null),
    }),
  ),
  total: z.number().int().min(0),
})
const failure = z.object({ error: z.string() })

/** Reads an answer of the Search API. */
export function readSearchResults(body: Uint8Array, sweep: SearchSweep): SearchReading {
  const json = parseJson(body)
  const failed = failure.safeParse(json)
  if (failed.success) return { ok: false, detail: failed.data.error.slice(0, 300) }
  const read = answer.safeParse(json)
  if (!read.success) return { ok: false, detail: 'the answer is not that of the Search API' }
  const asked = [sweep.query === null ? '' : `“${sweep.query}”`, ...sweep.documentTypes, ...sweep.organisations]
  const said = `GOV.UK search for ${asked.filter((part) => part !== '').join(', ') || 'everything'}`
  const candidates = read.data.results.flatMap((result): Candidate[] => {
    const url = absoluteAddress(result.link, site)
    if (url === null) return []
    const kind = result.content_store_document_type?.replaceAll('_', ' ') ?? null
    const notes = [kind, result.is_withdrawn === true ? 'withdrawn' : null].filter((note) => note !== null)
    return [
      {
        url,
        title: tidy(result.title ?? ''),
        source: 'search',
        why: notes.length > 0 ? `${said} (${notes.join(', ')})` : said,
        publicTimestamp: readTimestamp(result.public_timestamp),
      },
    ]
  })
  return { ok: true, candidates, total: read.data.total }
}

const linked = z.object({
  base_path: z.string(),
  title: z.string().nullish().catch(null),
  public_updated_at: z.string().nullish().catch(null),
})
const collection = z.object({
  title: z.string().nullish().catch(null),
  links: z.object({ documents: z.array(z.unknown()).catch([]) }).catch({ documents: [] }),
})

/** The members of a document collection, from its content item; empty where it is none. */
export function readCollection(body: Uint8Array): Candidate[] {
  const read = collection.safeParse(parseJson(body))
  if (!read.success) return []
  return read.data.links.documents.flatMap((member): Candidate[] => {
    const one = linked.safeParse(member)
    const url = one.success ? absoluteAddress(one.data.base_path, site) : null
    if (!one.success || url === null) return []
    const publicTimestamp = readTimestamp(one.data.public_updated_at)
    const why = `in the collection “${tidy(read.data.title ?? '')}”`
    return [{ url, title: tidy(one.data.title ?? ''), source: 'collection', why, publicTimestamp }]
  })
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
