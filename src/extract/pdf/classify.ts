import { markBackMatter } from '../back-matter.ts'
import { beginsWithin, endsSentence } from './draft.ts'
import type { Draft } from './draft.ts'
import { markerOf, opensNote } from '../markers.ts'
import { roundSize } from './type-setting.ts'
import type { TypeSetting } from './type-setting.ts'

const caption = /^(?:Figure|Fig\.|Table|Chart|Graph|Map|Diagram)\s+[A-Z]?\d+(?:[.-]\d+)*\s*[.:–—-]?\s/u

/** Finds notes by their place, and headings and captions by their type and words, column by column. */
export function classifyColumns(drafts: readonly Draft[], type: TypeSetting): void {
  markNotes(drafts, type)
  const headings = drafts.filter((draft) => draft.kind === 'paragraph' && isHeading(draft, type))
  for (const draft of headings) draft.kind = 'heading'
  markTitle(drafts, type)
  setLevels(headings)
  for (const draft of drafts) {
    if (draft.kind === 'paragraph' && draft.text.length < 300 && caption.test(draft.text)) draft.kind = 'caption'
  }
}

/** A document whose numbered blocks are mostly longer than this numbers its paragraphs. */
const longItem = 160

/** Finds list items, references and glossaries among whole blocks. */
export function classifyFlow(drafts: readonly Draft[]): void {
  const counted = drafts.filter((draft) => draft.kind === 'paragraph' && markerOf(draft.text) === 'counted')
  const long = counted.filter((draft) => draft.text.length > longItem)
  const numbersParagraphs = long.length > counted.length / 2
  for (const draft of drafts) {
    if (draft.kind !== 'paragraph') continue
    const marker = markerOf(draft.text)
    if (marker === null || marker === 'numbered' || (marker === 'counted' && numbersParagraphs)) continue
    draft.kind = 'list_item'
  }
  setNesting(drafts)
  markBackMatter(drafts)
}

function isHeading(draft: Draft, type: TypeSetting): boolean {
  const { text } = draft
  if (draft.lines.length > 4 || text.length > 250 || !/\p{L}{2}/u.test(text)) return false
  const marker = markerOf(text)
  if (marker === 'bullet' || marker === 'dash' || (beginsWithin(text) && marker === null)) return false
  if (caption.test(text)) return false
  if (draft.size > 1.12 * type.size) return !(endsSentence(text) && text.length > 120)
  const closes = /[.;,]\s*$/.test(text)
  if (draft.size < 0.95 * type.size || closes) return false
  if (draft.bold && !type.bold) return true
  return draft.lines.length === 1 && text.length < 80 && /\p{Lu}{4}/u.test(text) && !/\p{Ll}/u.test(text)
}

const noTitle = /^\W*(?:table of )?contents\W*$/i

/** The title is the largest type of the first page that has headings, above its text. */
function markTitle(drafts: readonly Draft[], type: TypeSetting): void {
  const text = drafts.findIndex((draft) => draft.kind === 'paragraph' && draft.text.length > 200)
  const head = drafts.slice(0, text === -1 ? undefined : text)
  const headings = head.filter((draft) => draft.kind === 'heading' && !noTitle.test(draft.text))
  const first = headings[0]
  if (first === undefined || first.page > 2) return
  const onPage = headings.filter((draft) => draft.page === first.page)
  const largest = onPage.reduce((a, b) => (b.size > a.size * 1.02 ? b : a))
  if (largest.size >= 1.3 * type.size) largest.kind = 'title'
}

function setLevels(headings: readonly Draft[]): void {
  const rank = (draft: Draft): number => roundSize(draft.size) * 2 + (draft.bold ? 1 : 0)
  const ranks = [...new Set(headings.filter((draft) => draft.kind === 'heading').map(rank))].toSorted((a, b) => b - a)
  for (const draft of headings) {
    if (draft.kind === 'heading') draft.level = Math.min(6, ranks.indexOf(rank(draft)) + 1)
  }
}

/** Small type at the end of a column that opens with a number or sign is a footnote. */
function markNotes(drafts: readonly Draft[], type: TypeSetting): void {
  let end = drafts.length
  while (end > 0) {
    let start = end - 1
    const last = drafts[start]
    while (start > 0 && drafts[start - 1]?.page === last?.page && drafts[start - 1]?.column === last?.column) start--
    let tail = end
    while (tail > start && isSmall(drafts[tail - 1], type)) tail--
    let within = false
    for (const draft of drafts.slice(tail, end)) {
      within ||= opensNote(draft.text)
      if (within) draft.kind = 'footnote'
    }
    end = start
  }
}

function isSmall(draft: Draft | undefined, type: TypeSetting): boolean {
  return draft !== undefined && draft.kind === 'paragraph' && draft.size < 0.93 * type.size
}

function setNesting(drafts: readonly Draft[]): void {
  let indents: number[] = []
  for (const draft of drafts) {
    if (draft.kind !== 'list_item') {
      if (draft.kind === 'paragraph' || draft.kind === 'heading') indents = []
      continue
    }
    indents = indents.filter((indent) => indent < draft.left + 400)
    if (!indents.some((indent) => Math.abs(indent - draft.left) <= 400)) indents.push(draft.left)
    draft.level = indents.length
  }
}
