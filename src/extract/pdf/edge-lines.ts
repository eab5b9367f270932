import type { Line } from './lines.ts'

/** A page's lines from the top, in its reading frame. */
export interface LinedPage {
  readonly number: number
  readonly label: string | null
  /** In units. */
  readonly height: number
  readonly lines: readonly Line[]
}

/** A line at a page's edge, which may be furniture. */
export interface Candidate {
  readonly line: Line
  readonly edge: 'top' | 'bottom'
  /** The next line towards the middle of the page. */
  readonly inner: Line | undefined
  readonly outermost: boolean
  /** Its words, figures apart. */
  readonly key: string
}

/** Share of the page's height, at the top and at the bottom, in which furniture stands. */
const band = 0.12
/** So many lines from the page's edge can be furniture. */
const deepest = 4

/** Matches a line that is a page number and nothing else. */
export const bareNumber =
  /^[\s|–—-]*(?:page\s*)?(?:\d{1,4}|[ivxlc]{1,7}|[a-z]{1,2}-\d{1,3})(?:\s*(?:of|\/)\s*\d{1,4})?[\s|–—-]*$/i

/** The lines in the bands at the page's top and bottom, each from the edge inwards. */
export function edgeLines(page: LinedPage): Candidate[] {
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

/** The words of a line, with every figure alike and roman page numbers as figures. */
export function keyOf(text: string): string {
  if (bareNumber.test(text)) return '#'
  return text
    .toLowerCase()
    .replaceAll(/\d+/g, '#')
    .replaceAll(/[\s|]+/g, ' ')
    .trim()
}

/** Whether a page number is the page's own. */
export function namesPage(text: string, page: LinedPage): boolean {
  const bare = text.replaceAll(/[\s|–—-]|page/gi, '')
  return bare === page.label || Number.parseInt(bare, 10) === page.number
}
