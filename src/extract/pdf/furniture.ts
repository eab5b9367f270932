import type { BlockKind } from '../../model/extraction.ts'
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

interface Candidate {
  readonly line: Line
  readonly edge: 'top' | 'bottom'
  readonly outermost: boolean
  readonly key: string
}

/**
 * The running headers, running footers and page numbers of a document.
 *
 * Furniture is in no count, so a line is only taken for it when the same words, figures apart, stand at the same height
 * of several pages: three, or half the pages of a document with fewer than six. A page number alone at the edge needs
 * no other page.
 */
export function findFurniture(pages: readonly LinedPage[]): Map<Line, FurnitureKind> {
  const candidates = pages.map(edgeLines)
  const seen = new Map<string, Set<number>>()
  for (const [at, page] of candidates.entries()) {
    for (const { key, line, edge } of page) {
      const heights = seen.get(`${edge} ${bucket(line)} ${key}`) ?? new Set()
      heights.add(at)
      seen.set(`${edge} ${bucket(line)} ${key}`, heights)
    }
  }
  const enough = pages.length < 3 ? Infinity : Math.min(3, Math.ceil(pages.length / 2))
  const found = new Map<Line, FurnitureKind>()
  for (const [at, page] of pages.entries()) {
    for (const { line, edge, outermost, key } of candidates[at] ?? []) {
      const repeated = [-1, 0, 1].reduce(
        (sum, step) => sum + (seen.get(`${edge} ${bucket(line) + step} ${key}`)?.size ?? 0),
        0,
      )
      const isNumber = bareNumber.test(line.text)
      if (isNumber && (repeated >= enough || (outermost && namesPage(line.text, page)))) found.set(line, 'page_number')
      else if (repeated >= enough) found.set(line, edge === 'top' ? 'running_header' : 'running_footer')
    }
  }
  return found
}

function edgeLines(page: LinedPage): Candidate[] {
  const candidates: Candidate[] = []
  const { lines, height } = page
  const take = (line: Line, edge: 'top' | 'bottom', depth: number): void => {
    candidates.push({ line, edge, outermost: depth === 0, key: keyOf(line.text) })
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
