import { beginsWithin, endsSentence } from './draft.ts'
import type { Draft } from './draft.ts'
import { markerOf } from '../markers.ts'

const flowing = new Set(['paragraph', 'list_item', 'reference', 'glossary', 'footnote'])
/** What may stand between the halves of a paragraph: floats at a page's head or foot. */
const floating = new Set(['table', 'caption'])

/**
 * Joins the halves of paragraphs that columns or pages broke, looking across footnotes, tables and captions between
 * them. The whole takes the place of its first half.
 */
export function joinBroken(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = []
  for (const draft of drafts) {
    const at = continuedBy(joined, draft)
    const half = at === undefined ? undefined : joined[at]
    if (at === undefined || half === undefined) joined.push(draft)
    else {
      joined[at] = {
        ...half,
        lines: [...half.lines, ...draft.lines],
        text: `${half.text} ${draft.text}`,
        full: draft.full,
        page: draft.page,
        column: draft.column,
      }
    }
  }
  return joined
}

function continuedBy(joined: readonly Draft[], draft: Draft): number | undefined {
  if (!flowing.has(draft.kind) || draft.kind === 'footnote') return undefined
  for (let at = joined.length - 1; at >= Math.max(0, joined.length - 12); at--) {
    const half = joined[at]
    if (half === undefined) return undefined
    if (half.kind === 'footnote') continue
    if (half.page === draft.page && half.column === draft.column) {
      if (floating.has(half.kind)) continue
      return undefined
    }
    if (flowing.has(half.kind)) return isHalf(half, draft) ? at : undefined
    if (!floating.has(half.kind)) return undefined
  }
  return undefined
}

function isHalf(half: Draft, draft: Draft): boolean {
  if (draft.page - half.page > 1) return false
  if (Math.abs(half.size - draft.size) > 0.08 * half.size || markerOf(draft.text) !== null) return false
  if (/[\p{L}]-\s*$/u.test(half.text)) return true
  if (endsSentence(half.text)) return false
  return beginsWithin(draft.text) || (half.full && half.bold === draft.bold && half.text.length > 40)
}
