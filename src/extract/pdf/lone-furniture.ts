import { markerOf } from '../markers.ts'
import { beginsWithin, endsSentence } from './draft.ts'
import { bareNumber, edgeLines, keyOf, namesPage } from './edge-lines.ts'
import type { Candidate, LinedPage } from './edge-lines.ts'
import type { FurnitureKind } from './furniture.ts'
import type { Line } from './lines.ts'
import { segmentText } from './segments.ts'
import type { TypeSetting } from './type-setting.ts'

/** Words that such a line has at most. */
const mostWords = 20
const numbersPage = /\bpage\s+\d{1,4}\b|(?:^|\s)\d{1,4}\s+of\s+\d{1,4}\s*$/i

/**
 * Furniture that one page alone has, in documents too short for repetition to show it: the outermost line of a page,
 * in smaller type and farther from the text than two lines, that also numbers the page, repeats the title, or parts the
 * halves of a sentence that runs over from the page before. Anything less stays in the text.
 *
 * @param known.found furniture that is known already
 */
export function findLoneFurniture(
  pages: readonly LinedPage[],
  known: { readonly type: TypeSetting; readonly found: ReadonlyMap<Line, FurnitureKind> },
): Map<Line, FurnitureKind> {
  const lone = new Map<Line, FurnitureKind>()
  let before: Line | undefined
  for (const page of pages) {
    for (const candidate of edgeLines(page)) {
      const { line, edge } = candidate
      if (known.found.has(line) || !standsAlone(candidate, known.type)) continue
      const told = holdsNumber(line, page) || repeatsTitle(line, page) || partsSentence(candidate, before)
      if (told) lone.set(line, edge === 'top' ? 'running_header' : 'running_footer')
    }
    before = page.lines.findLast((line) => !known.found.has(line) && !lone.has(line))
  }
  return lone
}

function standsAlone({ line, inner, outermost }: Candidate, type: TypeSetting): boolean {
  if (!outermost || inner === undefined || bareNumber.test(line.text) || markerOf(line.text) !== null) return false
  if (line.size > 0.95 * type.size || line.text.trim().split(/\s+/).length > mostWords) return false
  if (endsSentence(line.text)) return false
  return Math.abs(inner.baseline - line.baseline) > 2 * type.leading * type.size
}

function holdsNumber(line: Line, page: LinedPage): boolean {
  if (numbersPage.test(line.text)) return true
  const ends = line.cells.length > 1 ? [line.cells[0], line.cells.at(-1)] : []
  return ends.some((cell) => {
    const text = cell === undefined ? '' : segmentText(cell)
    return bareNumber.test(text) && namesPage(text, page)
  })
}

/** The page has the same words in larger type. */
function repeatsTitle(line: Line, page: LinedPage): boolean {
  const larger = page.lines.filter((other) => other.size > 1.3 * line.size)
  const words = keyOf(line.text)
  return words.includes(' ') && keyOf(larger.map((other) => other.text).join(' ')).includes(words)
}

function partsSentence({ line, edge, inner }: Candidate, before: Line | undefined): boolean {
  if (edge !== 'top' || inner === undefined || before === undefined || endsSentence(before.text)) return false
  if (Math.abs(before.size - inner.size) > 0.04 * inner.size || line.size > 0.95 * inner.size) return false
  return beginsWithin(inner.text)
}
