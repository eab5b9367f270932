/** A mention with what stands around it, ready to be shown. */
export interface Excerpt {
  readonly before: string
  readonly match: string
  readonly after: string
  /** Whether the text was cut on the left or right. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

const sentences = new Intl.Segmenter('en-GB', { granularity: 'sentence' })
const shortest = 40
const reach = 260

/**
 * The sentence (or sentences) of a block that hold a mention. A very short sentence comes with its neighbours; a very
 * long one, such as a table without full stops, is cut at a word's edge `reach` characters from the mention.
 *
 * `start` and `end` are code points of `text`, end exclusive.
 */
export function excerptAround(text: string, { start, end }: { readonly start: number; readonly end: number }): Excerpt {
  const from = utf16Offset(text, start)
  const to = utf16Offset(text, end)
  const near = text.slice(Math.max(0, from - 4 * reach), to + 4 * reach)
  const shift = Math.max(0, from - 4 * reach)
  const parts = [...sentences.segment(near)].map(({ segment, index }) => ({
    start: index + shift,
    end: index + shift + segment.length,
  }))
  let first = parts.findIndex((part) => part.end > from)
  let last = parts.findLastIndex((part) => part.start < to)
  if (first < 0 || last < first) return cut(text, { from, to, start: from, end: to })
  while (lengthOf(parts, first, last) < shortest && (first > 0 || last < parts.length - 1)) {
    if (last < parts.length - 1) last++
    else first--
  }
  return cut(text, { from, to, start: parts[first]?.start ?? from, end: parts[last]?.end ?? to })
}

type Part = { readonly start: number; readonly end: number }

function lengthOf(parts: readonly Part[], first: number, last: number): number {
  return (parts[last]?.end ?? 0) - (parts[first]?.start ?? 0)
}

function cut(text: string, place: Part & { readonly from: number; readonly to: number }): Excerpt {
  const { from, to } = place
  const start = from - place.start <= reach ? place.start : wordStart(text, from - reach, from)
  const end = place.end - to <= reach ? place.end : wordEnd(text, to + reach, to)
  return {
    before: text.slice(start, from).trimStart(),
    match: text.slice(from, to),
    after: text.slice(to, end).trimEnd(),
    cutBefore: start !== place.start,
    cutAfter: end !== place.end,
  }
}

function wordStart(text: string, wanted: number, limit: number): number {
  const space = text.indexOf(' ', wanted)
  return space < 0 || space >= limit ? limit : space + 1
}

function wordEnd(text: string, wanted: number, limit: number): number {
  const space = text.lastIndexOf(' ', wanted)
  return space <= limit ? limit : space
}

function utf16Offset(text: string, codePoints: number): number {
  let offset = 0
  for (let passed = 0; passed < codePoints && offset < text.length; passed++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}
