import type { Approach } from '../model/approach.ts'
import { fold } from './fold.ts'
import { compilePattern } from './pattern.ts'

/** A term with its patterns ready to run. */
interface CompiledTerm {
  readonly id: string
  readonly patterns: readonly RegExp[]
}

/** An approach ready to be looked for. */
export interface Lexicon {
  readonly approach: string
  readonly terms: readonly CompiledTerm[]
  readonly exclusions: readonly RegExp[]
}

/** A hit in a text; offsets are code points of that text, end exclusive. */
export interface Hit {
  readonly term: string
  readonly start: number
  readonly end: number
}

/**
 * Makes an approach ready to be looked for.
 *
 * @throws {SyntaxError} where a pattern cannot be read
 */
export function compileLexicon(approach: Pick<Approach, 'id' | 'terms' | 'exclusions'>): Lexicon {
  return {
    approach: approach.id,
    terms: approach.terms.map(({ id, patterns }) => ({ id, patterns: patterns.map(compilePattern) })),
    exclusions: approach.exclusions.map(compilePattern),
  }
}

/**
 * All hits of an approach's terms in a text, in order. Of overlapping ones the longest wins, so nothing is counted
 * twice; a hit inside an exclusion is none.
 */
export function findHits(text: string, lexicon: Lexicon): Hit[] {
  const folded = fold(text)
  const found = lexicon.terms.flatMap(({ id, patterns }) =>
    patterns.flatMap((pattern) => spans(folded.text, pattern).map((span) => ({ ...span, term: id }))),
  )
  if (found.length === 0) return []
  const excluded = lexicon.exclusions.flatMap((pattern) => spans(folded.text, pattern))
  const kept = longestFirst(found).filter(
    (hit) => !excluded.some((one) => one.start <= hit.start && hit.end <= one.end),
  )
  return kept.map(({ term, start, end }) => ({
    term,
    start: folded.origin[start] ?? 0,
    end: (folded.origin[end - 1] ?? 0) + 1,
  }))
}

interface Span {
  readonly start: number
  readonly end: number
}

function spans(text: string, pattern: RegExp): Span[] {
  return Array.from(text.matchAll(pattern), (match) => ({ start: match.index, end: match.index + match[0].length }))
}

function longestFirst<T extends Span>(hits: readonly T[]): T[] {
  const kept: T[] = []
  for (const hit of hits.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (kept.every((other) => hit.end <= other.start || other.end <= hit.start)) kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}
