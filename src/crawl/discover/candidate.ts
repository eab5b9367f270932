import { wordsOf } from '../attachment-words.ts'

/** A document that the registry may lack. */
export interface Candidate {
  /** Address of its page. */
  readonly url: string
  /** Empty where the source gives none. */
  readonly title: string
  readonly source: 'search' | 'collection' | 'listing' | 'sitemap'
  /** For a person: what led to it. */
  readonly why: string
  /** Last public update as the source states it, `YYYY-MM-DD`; null where it states none. */
  readonly publicTimestamp: string | null
}

/**
 * What makes two addresses one for the registry: host without `www.`, path without a slash or full stop at its end,
 * query without tracking words and in order; scheme and fragment do not count.
 */
export function addressKey(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !/^utm_|^(?:fbclid|gclid)$/.test(name)))
  query.sort()
  const path = url.pathname.replace(/[/.]+$/, '')
  return `${url.host.replace(/^www\./, '')}${path}${query.size > 0 ? `?${query.toString()}` : ''}`
}

/**
 * The first of the pipeline's queries that a text meets, or null: all words of the query in any order, as words of
 * their own and without regard to case; words between double quotes stand together in that order.
 */
export function matchQuery(text: string, queries: readonly string[]): string | null {
  const words = wordsOf(text)
  const line = ` ${words.join(' ')} `
  const holds = (phrase: string): boolean => {
    const wanted = wordsOf(phrase)
    return wanted.length > 0 && line.includes(` ${wanted.join(' ')} `)
  }
  return (
    queries.find((query) => {
      const phrases = [...query.matchAll(/"([^"]*)"/g)].map(([, phrase]) => phrase ?? '')
      const single = wordsOf(query.replaceAll(/"[^"]*"/g, ' '))
      return phrases.length + single.length > 0 && [...phrases, ...single].every(holds)
    }) ?? null
  )
}

/**
 * The candidates whose page is neither known (addresses of the registry, and pages that a person excluded) nor an
 * earlier candidate's, in their order.
 */
export function newCandidates(candidates: readonly Candidate[], known: Iterable<string>): Candidate[] {
  const seen = new Set([...known].map(addressKey))
  return candidates.filter(({ url }) => {
    const key = addressKey(url)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
