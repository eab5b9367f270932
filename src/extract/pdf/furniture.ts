import type { BlockKind } from '../../model/extraction.ts'
import { markerOf, opensNote } from '../markers.ts'
import { endsSentence } from './draft.ts'
import type { Line } from './lines.ts'

/** A page's lines from the top, in its reading frame. */
export interface LinedPage {
  readonly number: number
  readonly label: string | null
  /** In units. */
  readonly height: number
  readonly lines: readonly Line[]
}

/** Kinds of page furniture. */
export type FurnitureKind = Extract<BlockKind, 'running_header' | 'running_footer' | 'page_number'>

/** Share of the page's height, at the top and at the bottom, in which furniture stands. */
const band = 0.12
/** So many lines from the page's edge can be furniture. */
const deepest = 4
/** Furniture keeps its height on the page to within so many units. */
const drift = 1600

const bareNumber =
  /^[\s|–—-]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,7}|[a-z]{1,2}-\d{1,3})(?:\s*(?:of|\/)\s*\d{1,4})?[\s|–—-]*$/i

/** What most pages repeat needs no other sign; what fewer do stands clear of the text, in no larger type. */
const mostPages = 0.4
/** Ems from the text, baseline to baseline; rows of a table and lines of a note stand closer. */
const clearance = 2.1

interface Candidate {
  readonly line: Line
  readonly edge: 'top' | 'bottom'
  /** The next line towards the middle of the page. */
  readonly inner: Line | undefined
  readonly outermost: boolean
  readonly key: string
}

/**
 * The running headers, running footers and page numbers of a document.
 *
 * Furniture is in no count, so a line is only taken for it when the same words, figures apart, stand at the same height
 * of several pages: three, or half the pages of a document with fewer than six; and only from the edge inwards, so that
 * nothing with text outside it is furniture. Table heads and notes that recur on some pages are not: they are no larger
 * part of the document and close to the text. A page number alone at the edge needs no other page.
 *
 * @param size of the document's running text, in units
 */
export function findFurniture(pages: readonly LinedPage[], size: number): Map<Line, FurnitureKind> {
  const candidates = pages.map(edgeLines)
  const seen = countPages(candidates)
  const enough = pages.length < 3 ? Infinity : Math.min(3, Math.ceil(pages.length / 2))
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
      if (isNumber && (count >= enough || (outermost && namesPage(line.text, page)))) found.set(line, 'page_number')
      else if (count >= enough && count >= mostPages * pages.length) found.set(line, kind)
      else if (count >= enough && isClear(candidate, { size, seen, enough })) {
        found.set(line, kind)
        clear.set(`${edge} ${key}`, [...(clear.get(`${edge} ${key}`) ?? []), line])
      } else blocked.add(edge)
    }
  }
  // What stands clear of the text on a page or two only, and close to it on others, is part of the text.
  for (const lines of clear.values()) if (lines.length < enough) for (const line of lines) found.delete(line)
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

function isClear(
  { line, edge, inner }: Candidate,
  document: { readonly size: number; readonly seen: SeenPages; readonly enough: number },
): boolean {
  if (line.size > 1.1 * document.size || endsSentence(line.text)) return false
  if (markerOf(line.text) !== null || opensNote(line.text)) return false
  if (inner === undefined) return true
  if (pagesWith({ edge, line: inner, key: keyOf(inner.text) }, document.seen) >= document.enough) return true
  return Math.abs(inner.baseline - line.baseline) > clearance * Math.max(line.size, inner.size)
}

function edgeLines(page: LinedPage): Candidate[] {
  const candidates: Candidate[] = []
  const { lines, height } = page
  const take = (line: Line, edge: 'top' | 'bottom', depth: number): void => {
    const inner = edge === 'top' ? lines[depth + 1] : lines[lines.length - depth - 2]
    candidates.push({ line, edge, inner, outermost: depth === 0, key: keyOf(line.text) })
  }
  for (const [depth, line] of lines.slice(0, deepest).entries()) {
    if (line.baseline < band * height) take(line, 'top', depth)
  }
  for (const [depth, line] of lines.slice(-deepest).toReversed().entries()) {
    if (line.baseline > (1 - band) * height) take(line, 'bottom', depth)
  }
  return candidates
}

function bucket(line: Line): number {
  return Math.round(line.baseline / drift)
}

/** The words of a line, with every figure alike and roman page numbers as figures. */
function keyOf(text: string): string {
  if (bareNumber.test(text)) return '#'
  return text
    .toLowerCase()
    .replaceAll(/\d+/g, '#')
    .replaceAll(/[\s|]+/g, ' ')
    .trim()
}

function namesPage(text: string, page: LinedPage): boolean {
  const bare = text.replaceAll(/[\s|–—-]|page/gi, '')
  return bare === page.label || Number.parseInt(bare, 10) === page.number
}
