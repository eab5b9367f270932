import { type Chunk, embeddingText, type Span } from '../model/chunk.ts'
import { codePointLength } from '../model/code-points.ts'
import type { Block } from '../model/extraction.ts'

/** A part of a block's text, in UTF-16 units. */
export interface Piece {
  readonly block: number
  readonly start: number
  readonly end: number
  /** Without special ones. */
  readonly tokens: number
  /** Whether a sentence (or the block) ends here. */
  readonly whole: boolean
}

/** What is above the text, and how tokens are counted. */
export interface JoinOptions {
  readonly heading: string
  readonly countTokens: (text: string) => number
}

/** Runs of pieces of one block as one range each, without the space around it; empty ones are left out. */
function blockRanges(pieces: readonly Piece[], blocks: readonly Block[]): Pick<Piece, 'block' | 'start' | 'end'>[] {
  const ranges: { block: number; start: number; end: number }[] = []
  for (const { block, start, end } of pieces) {
    const last = ranges.at(-1)
    if (last?.block === block && last.end === start) last.end = end
    else ranges.push({ block, start, end })
  }
  return ranges
    .map(({ block, start, end }) => {
      const text = blocks[block]?.text.slice(start, end) ?? ''
      const trimmedStart = end - text.trimStart().length
      return { block, start: trimmedStart, end: Math.max(trimmedStart, start + text.trimEnd().length) }
    })
    .filter(({ start, end }) => start < end)
}

/**
 * Makes a chunk of pieces in reading order; nothing where they hold only space.
 *
 * @param pieces Of blocks of one section.
 * @param blocks All blocks of the document.
 */
export function joinPieces(
  pieces: readonly Piece[],
  blocks: readonly Block[],
  { heading, countTokens }: JoinOptions,
): Chunk | undefined {
  const spans: Span[] = []
  const texts: string[] = []
  let at = 0
  for (const { block, start, end } of blockRanges(pieces, blocks)) {
    const whole = blocks[block]?.text ?? ''
    const text = whole.slice(start, end)
    const length = codePointLength(text)
    const first = codePointLength(whole.slice(0, start))
    spans.push({ block, start: first, end: first + length, at })
    texts.push(text)
    at += length + 1
  }
  const [first] = spans
  const last = spans.at(-1)
  if (first === undefined || last === undefined) return undefined
  const text = texts.join('\n')
  const tokens = countTokens(embeddingText({ heading, text }))
  return { heading, text, tokens, firstBlock: first.block, lastBlock: last.block, spans }
}
