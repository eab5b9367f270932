import { type Chunk, embeddingText, type Span } from '../model/chunk.ts'
import { codePointLength } from '../model/code-points.ts'
import type { Block } from '../model/extraction.ts'
import type { Piece } from './split-piece.ts'

/** What is above the text, and how tokens are counted. */
export interface JoinOptions {
  readonly heading: string
  readonly countTokens: (text: string) => number
}

/** A run of pieces of one block, in UTF-16 units, its start also in code points. */
interface Range {
  readonly block: number
  readonly start: number
  readonly end: number
  readonly startPoint: number
}

function joinNeighbours(pieces: readonly Piece[]): Range[] {
  const ranges: Range[] = []
  for (const { block, start, end, startPoint } of pieces) {
    const last = ranges.at(-1)
    if (last?.block === block && last.end === start) ranges[ranges.length - 1] = { ...last, end }
    else ranges.push({ block, start, end, startPoint })
  }
  return ranges
}

/**
 * Makes a chunk of pieces in reading order, without the space around each block's part; nothing where they hold only
 * space.
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
  for (const range of joinNeighbours(pieces)) {
    const text = blocks[range.block]?.text.slice(range.start, range.end) ?? ''
    const trimmed = text.trim()
    if (trimmed === '') continue
    const length = codePointLength(trimmed)
    // White space is of the basic plane, so its units are code points.
    const start = range.startPoint + text.length - text.trimStart().length
    spans.push({ block: range.block, start, end: start + length, at })
    texts.push(trimmed)
    at += length + 1
  }
  const [first] = spans
  const last = spans.at(-1)
  if (first === undefined || last === undefined) return undefined
  const text = texts.join('\n')
  const tokens = countTokens(embeddingText({ heading, text }))
  return { heading, text, tokens, firstBlock: first.block, lastBlock: last.block, spans }
}
