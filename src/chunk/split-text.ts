/** A part of a text that is not divided further, in UTF-16 units. */
export interface Part {
  readonly start: number
  /** Exclusive. */
  readonly end: number
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

/*
 * Ends of sentences are found by rule: Intl.Segmenter takes a time that grows with the square of the text's length (a
 * megabyte takes minutes), and it ends a sentence at "para. 4.12" and "Dr. Smith". The repetitions are bounded for the
 * same reason.
 */
const abbreviation = String.raw`(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|Nos|[Pp]aras?|[Rr]efs?|[Ss]s?|e\.g|i\.e|cf|vs|pp?|vol|ch|eds?|\p{Lu})\.)`
const sentenceBreak = new RegExp(
  String.raw`[.!?…]{1,3}${abbreviation}["'”’)\]]{0,3}\s+(?=["'“‘(\[]{0,3}[\p{Lu}\p{Lo}])|[。！？]\s*|\n\s*`,
  'gu',
)
const clauseBreak = /[,;:–—]\s+/gu
const wordBreak = /\s+/gu

/** Sentences are put together up to this size, so that a list of single words is not thousands of parts. */
const smallTokens = 16

/** Places to divide a text, from the best to the worst; where even the last does not help, any character will do. */
const levels = [
  { pattern: sentenceBreak, fill: smallTokens },
  { pattern: clauseBreak, fill: Infinity },
  { pattern: wordBreak, fill: Infinity },
] as const

function* endsAfter(text: string, pattern: RegExp): Generator<number> {
  let end = 0
  for (const match of text.matchAll(pattern)) {
    end = match.index + match[0].length
    yield end
  }
  if (end < text.length) yield text.length
}

/** Ends of as many slices of one length, none inside a surrogate pair. */
function* endsOfSlices(text: string, slices: number): Generator<number> {
  const step = Math.max(1, Math.ceil(text.length / slices))
  for (let start = 0; start < text.length;) {
    let end = Math.min(text.length, start + step)
    const insidePair = end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff
    if (insidePair) end += end - 1 > start ? -1 : 1
    yield end
    start = end
  }
}

/**
 * Divides a text that is too long: at sentence ends and line breaks, a sentence that is too long at its commas, a
 * clause between its words, a word anywhere. Together the parts are the text.
 *
 * @throws RangeError when a single character has more tokens than a part may have.
 */
export function splitText(text: string, options: SplitOptions): Part[] {
  const tokens = options.countTokens(text)
  if (tokens <= options.maxTokens) return [{ start: 0, end: text.length, tokens, whole: true }]
  return divide(text, { ...options, tokens, level: 0 })
}

function divide(text: string, options: SplitOptions & { readonly tokens: number; readonly level: number }): Part[] {
  const { maxTokens, countTokens, tokens: all, level } = options
  const { pattern, fill } = levels[level] ?? { pattern: undefined, fill: Infinity }
  const limit = Math.min(fill, maxTokens)
  if (pattern === undefined && text.length <= ((text.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)) {
    throw new RangeError(`A single character has ${all} tokens where ${maxTokens} are allowed`)
  }
  const ends =
    pattern === undefined ? endsOfSlices(text, Math.max(2, Math.ceil(all / maxTokens))) : endsAfter(text, pattern)
  const parts: Part[] = []
  let start = 0
  for (const end of ends) {
    const piece = text.slice(start, end)
    const tokens = piece.length === text.length ? all : countTokens(piece)
    const whole = level === 0
    const last = parts.at(-1)
    if (tokens > maxTokens) {
      const inner = divide(piece, { ...options, tokens, level: level + 1 })
      for (const part of inner) {
        parts.push({
          ...part,
          start: part.start + start,
          end: part.end + start,
          whole: whole && part.end === piece.length,
        })
      }
    } else if (last !== undefined && last.tokens + tokens <= limit) {
      parts[parts.length - 1] = { start: last.start, end, tokens: last.tokens + tokens, whole }
    } else {
      parts.push({ start, end, tokens, whole })
    }
    start = end
  }
  return parts
}
