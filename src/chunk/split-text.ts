/** A part of a text that is not divided further, in UTF-16 units, with what it would cost to end a chunk after it. */
export interface Part {
  readonly start: number
  readonly end: number
  /** Tokens without special ones; an upper bound when parts are joined. */
  readonly tokens: number
  /** Whether a sentence (or the text) ends here. */
  readonly whole: boolean
}

/** How long a part may be, and how that is counted. */
export interface SplitOptions {
  readonly maxTokens: number
  /** Tokens of a text, without special ones. */
  readonly countTokens: (text: string) => number
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const clause = /.*?(?:[,;:–—]\s+|$)/gsu
const word = /\S+\s*|\s+/gu

function* sentenceEnds(text: string): Generator<number> {
  for (const line of text.matchAll(/[^\n]*\n?/gu)) {
    for (const { index, segment } of sentences.segment(line[0])) yield line.index + index + segment.length
  }
}

function* matchEnds(text: string, pattern: RegExp): Generator<number> {
  for (const { 0: match, index } of text.matchAll(pattern)) if (match !== '') yield index + match.length
}

/** Halves a text between two code points; a single one stays whole. */
function* halfEnds(text: string): Generator<number> {
  const middle = Math.floor(text.length / 2)
  const inPair = (text.codePointAt(middle - 1) ?? 0) > 0xffff
  const half = inPair ? middle + 1 : middle
  if (half > 0 && half < text.length) yield half
  yield text.length
}

/** From the best place to divide a text to the worst. */
const levels: readonly ((text: string) => Iterable<number>)[] = [
  sentenceEnds,
  (text) => matchEnds(text, clause),
  (text) => matchEnds(text, word),
  halfEnds,
]

/**
 * Divides a text that is too long: at sentence ends and line breaks, a sentence that is too long at its commas, a
 * clause at its words, a word anywhere. Together the parts are the text.
 *
 * @throws RangeError when a single character has more tokens than a part may have.
 */
export function splitText(text: string, options: SplitOptions): Part[] {
  const tokens = options.countTokens(text)
  if (tokens <= options.maxTokens) return [{ start: 0, end: text.length, tokens, whole: true }]
  return divide(text, { ...options, level: 0 })
}

function divide(text: string, options: SplitOptions & { readonly level: number }): Part[] {
  const { maxTokens, countTokens } = options
  const level = Math.min(options.level, levels.length - 1)
  const parts: Part[] = []
  let start = 0
  for (const end of levels[level]?.(text) ?? []) {
    const piece = text.slice(start, end)
    const tokens = countTokens(piece)
    const last = parts.at(-1)
    if (tokens > maxTokens) {
      if (piece.length === text.length && level === levels.length - 1) {
        throw new RangeError(`A single character has ${tokens} tokens where ${maxTokens} are allowed`)
      }
      for (const inner of divide(piece, { ...options, level: level + 1 })) {
        parts.push({ ...inner, start: inner.start + start, end: inner.end + start })
      }
      markWhole(parts, level)
    } else if (level > 0 && last !== undefined && last.tokens + tokens <= maxTokens) {
      // Below sentences parts are filled up: many small ones would only cost time.
      parts[parts.length - 1] = { start: last.start, end, tokens: last.tokens + tokens, whole: false }
    } else {
      parts.push({ start, end, tokens, whole: level === 0 })
    }
    start = end
  }
  return parts
}

function markWhole(parts: Part[], level: number): void {
  const last = parts.at(-1)
  if (level === 0 && last !== undefined) parts[parts.length - 1] = { ...last, whole: true }
}
