import type { BlockKind } from '../../model/extraction.ts'
import { markerOf, opensNote } from '../markers.ts'
import { endsSentence } from './draft.ts'
import { bareNumber, edgeLines, keyOf, namesPage } from './edge-lines.ts'
import type { Candidate, LinedPage } from './edge-lines.ts'
import type { Line } from './lines.ts'
import { findLoneFurniture } from './lone-furniture.ts'
import type { TypeSetting } from './type-setting.ts'

/** Kinds of page furniture. */
export type FurnitureKind = Extract<BlockKind, 'running_header' | 'running_footer' | 'page_number'>

/** Furniture keeps its height on the page to within so many units. */
const drift = 1600

/** What most pages repeat needs fewer signs; what fewer do stands clear of the text, in no larger type. */
const mostPages = 0.4
/** Ems from the text, baseline to baseline; rows of a table and lines of a note stand closer. */
const clearance = 2.1
/**
 * Words that the lines at one edge of a page have at most, or each of them where it is small or often seen; more is text
 * that recurs.
 */
const mostWords = 20
/** On so many pages nothing but furniture repeats its words. */
const oftenSeen = 10

/**
 * The running headers, running footers and page numbers of a document.
 *
 * Furniture is in no count, so a line is only taken for it when the same words, figures apart, stand at the same height
 * of several pages: three, or half the pages of a document with fewer than six, or both of two; where it is short, set
 * apart from the text and the smaller part of its page on at least half of those pages; and only from the edge inwards,
 * so that nothing with text outside it is furniture. Table heads and notes that recur on some pages are not: they are no
 * larger part of the document and close to the text. A page number alone at the edge needs no other page.
 *
 * @param type of the document's running text
 */
export function findFurniture(pages: readonly LinedPage[], type: TypeSetting): Map<Line, FurnitureKind> {
  const { size } = type
  const candidates = pages.map(edgeLines)
  const seen = countPages(candidates)
  const enough = pages.length < 3 ? 2 : Math.min(3, Math.ceil(pages.length / 2))
  const apart = countPages(
    candidates.map((page, at) =>
      page.filter((candidate) => isApart(candidate, { page: pages[at], all: page, seen, size })),
    ),
  )
  const found = new Map<Line, FurnitureKind>()
  const clear = new Map<string, Line[]>()
  for (const [at, page] of pages.entries()) {
    const blocked = new Set<string>()
    for (const candidate of candidates[at] ?? []) {
      const { line, edge, key, outermost } = candidate
      if (blocked.has(edge)) continue
      const count = pagesWith(candidate, seen)
      const isNumber = bareNumber.test(line.text)
      const kind = edge === 'top' ? 'running_header' : 'running_footer'
      if (isNumber && ((pages.length > 2 && count >= enough) || (outermost && namesPage(line.text, page))))
        found.set(line, 'page_number')
      else if (count < enough || pagesWith(candidate, apart) < Math.max(count / 2, Math.min(2, count)))
        blocked.add(edge)
      else if (pages.length > 2 && count >= mostPages * pages.length) found.set(line, kind)
      else if (isClear(candidate, { size, seen, enough })) {
        found.set(line, kind)
        clear.set(`${edge} ${key}`, [...(clear.get(`${edge} ${key}`) ?? []), line])
      } else blocked.add(edge)
    }
  }
  // What stands clear of the text on a page or two only, and close to it on others, is part of the text.
  for (const lines of clear.values()) if (lines.length < enough) for (const line of lines) found.delete(line)
  if (pages.length < 3) for (const [line, kind] of findLoneFurniture(pages, { type, found })) found.set(line, kind)
  return found
}

/** On which pages each text stands at each edge and height. */
type SeenPages = ReadonlyMap<string, ReadonlySet<number>>

function countPages(candidates: readonly (readonly Candidate[])[]): SeenPages {
  const seen = new Map<string, Set<number>>()
  for (const [at, page] of candidates.entries()) {
    for (const { key, line, edge } of page) {
      const place = `${edge} ${bucket(line)} ${key}`
      seen.set(place, (seen.get(place) ?? new Set()).add(at))
    }
  }
  return seen
}

function pagesWith({ edge, line, key }: Pick<Candidate, 'edge' | 'line' | 'key'>, seen: SeenPages): number {
  const near = [-1, 0, 1].map((step) => seen.get(`${edge} ${bucket(line) + step} ${key}`)?.size ?? 0)
  return near.reduce((sum, count) => sum + count, 0)
}

/** Whether the repeated lines at a page's edge are few words, the smaller part of the page and apart from its text. */
function isApart(
  candidate: Candidate,
  around: {
    readonly page: LinedPage | undefined
    readonly all: readonly Candidate[]
    readonly seen: SeenPages
    readonly size: number
  },
): boolean {
  const { page, all, seen, size } = around
  const repeated = all.filter((other) => pagesWith(other, seen) > 1)
  const group = repeated.filter((other) => other.edge === candidate.edge)
  const innermost = group.at(-1)
  if (page === undefined || innermost === undefined) return false
  const lettersOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.glyphs.length, 0)
  if (lettersOf(repeated.map((other) => other.line)) > lettersOf(page.lines) / 2) return false
  const { line, inner } = innermost
  const words = group.map((other) =>
    bareNumber.test(other.line.text) ? 0 : other.line.text.trim().split(/\s+/).length,
  )
  const sure = pagesWith(candidate, seen) >= oftenSeen || group.every((other) => other.line.size < 0.95 * size)
  if ((sure ? Math.max(...words) : words.reduce((a, b) => a + b)) > mostWords) return false
  // Chapter 1, Chapter 2: a heading at the head of each page.
  if (candidate.line.size > 1.15 * size && /#/.test(candidate.key)) return false
  if (inner === undefined || Math.abs(line.size - inner.size) > 0.04 * inner.size || line.bold !== inner.bold)
    return true
  if (line.size >= 0.96 * size && endsSentence(line.text)) return false
  return Math.abs(inner.baseline - line.baseline) > 1.6 * Math.max(line.size, inner.size)
}

function isClear(
  { line, edge, inner }: Candidate,
  document: { readonly size: number; readonly seen: SeenPages; readonly enough: number },
): boolean {
  if (line.size > 1.1 * document.size || endsSentence(line.text)) return false
  // The head of a table that goes on overleaf.
  if (document.enough < 3 && line.size >= 0.95 * document.size && (inner?.cells.length ?? 0) > 1) return false
  if (markerOf(line.text) !== null || opensNote(line.text)) return false
  if (inner === undefined) return true
  if (pagesWith({ edge, line: inner, key: keyOf(inner.text) }, document.seen) >= document.enough) return true
  return Math.abs(inner.baseline - line.baseline) > clearance * Math.max(line.size, inner.size)
}

function bucket(line: Line): number {
  return Math.round(line.baseline / drift)
}
