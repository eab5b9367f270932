import type { Screening, Tally } from '../../model/screening.ts'
import { addressKey } from './candidate.ts'
import type { ListedCandidate } from './candidate-list.ts'

/**
 * Counts what people decided on candidates. `landingUrls` are the registry's pages: an included candidate whose page is
 * among them has joined it. Reasons that differ in their capitals alone are one.
 */
export function countCandidates(candidates: readonly ListedCandidate[], landingUrls: Iterable<string>): Screening {
  const known = new Set([...landingUrls].map(addressKey))
  const included = candidates.filter(({ decision }) => decision === 'include')
  const excluded = candidates.filter(({ decision }) => decision === 'exclude')
  return {
    identified: tally(candidates.map(({ cells }) => cells.get('source') ?? 'other ways')),
    undecided: candidates.length - included.length - excluded.length,
    excluded: tally(excluded.map(({ reason }) => reason.toLowerCase())),
    included: included.length,
    joined: included.filter(({ url }) => known.has(addressKey(url))).length,
  }
}

/** Most frequent first, equal ones by name. */
function tally(names: readonly string[]): Tally[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Array.from(counts, ([name, count]) => ({ name, count })).toSorted(
    (a, b) => b.count - a.count || (a.name < b.name ? -1 : 1),
  )
}
