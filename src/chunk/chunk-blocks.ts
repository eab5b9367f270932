import type { Chunk } from '../model/chunk.ts'
import { type Block, type BlockKind, isFurniture } from '../model/extraction.ts'
import { groupParts } from './group-parts.ts'
import { headingPath } from './heading-path.ts'
import { joinPieces } from './join-pieces.ts'
import { type Piece, splitPiece } from './split-piece.ts'

export { embeddingText } from '../model/chunk.ts'

/** The window of the embedding model. */
export interface ChunkOptions {
  /** Longest embedding text in tokens, special ones included; at least 32. */
  readonly maxTokens: number
  /** Tokens of a text, special ones included. */
  readonly countTokens: (text: string) => number
}

/** A model's tokenizer, as far as dividing into chunks needs it. */
export interface TokenCounter extends ChunkOptions {
  /** Name and version: chunks made with another must be made anew. */
  readonly id: string
}

/** A passage of this size (two or three paragraphs) can be judged at a glance and still has its context. */
const targetTokens = 200

/** Notes or boxes of less than this in a section stay in the run of its text: alone they would mean little. */
const tinyTokens = 40

/** Share of the window that headings may take. */
const headingShare = 1 / 4

/** Costs of ending a chunk where it had better not end, on the scale of `groupParts`. */
const breakCosts = { withinBlock: 0.1, withinSentence: 0.3, betweenItems: 0.25, afterLeadIn: 1 }

/** Texts that run side by side through a section and are not mixed. */
type Stream = 'text' | 'notes' | 'references' | 'boxes'

function streamOf(kind: BlockKind): Stream {
  if (kind === 'footnote' || kind === 'endnote') return 'notes'
  if (kind === 'reference') return 'references'
  return kind === 'box' ? 'boxes' : 'text'
}

const headingKinds: ReadonlySet<BlockKind> = new Set(['title', 'heading'])

/** Ordinals of the blocks with text, section by section; a heading ends a section even where its name comes again. */
function* sections(blocks: readonly Block[]): Generator<readonly number[]> {
  let run: number[] = []
  let path: string | undefined
  for (const [ordinal, block] of blocks.entries()) {
    if (isFurniture(block.kind) || block.kind === 'contents') continue
    const isHeading = headingKinds.has(block.kind)
    const here = JSON.stringify(block.section)
    if (run.length > 0 && (isHeading || here !== path)) {
      yield run
      run = []
    }
    path = here
    if (!isHeading) run.push(ordinal)
  }
  if (run.length > 0) yield run
}

function tokensOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.tokens, 0)
}

/** A section's pieces by stream; tiny streams run with the text, in reading order. */
function divideStreams(pieces: readonly Piece[], blocks: readonly Block[]): Piece[][] {
  const streams: Record<Stream, Piece[]> = { text: [], notes: [], references: [], boxes: [] }
  for (const piece of pieces) streams[streamOf(blocks[piece.block]?.kind ?? 'other')].push(piece)
  const { text: _, ...others } = streams
  const large = Object.values(others).filter((stream) => tokensOf(stream) >= tinyTokens)
  const apart = new Set(large.flat())
  return [pieces.filter((piece) => !apart.has(piece)), ...large].filter((stream) => stream.length > 0)
}

function breakCost(piece: Piece, next: Piece | undefined, blocks: readonly Block[]): number {
  if (next === undefined) return 0
  if (next.block === piece.block) return piece.whole ? breakCosts.withinBlock : breakCosts.withinSentence
  if (blocks[next.block]?.kind !== 'list_item') return 0
  return blocks[piece.block]?.kind === 'list_item' ? breakCosts.betweenItems : breakCosts.afterLeadIn
}

/**
 * Divides a document's blocks into passages for the embedding model: runs of blocks of one section, near 200 tokens
 * where the section is long enough, never above the model's window as its own tokenizer counts.
 *
 * Furniture and contents are left out; headings and titles stand above their text. A list stays with the sentence that
 * leads into it where both fit. Notes, references and boxes run beside the text, unless they are tiny. A block longer
 * than the window is divided at sentence ends (else at commas, else at words).
 *
 * @returns In reading order of their first blocks. All other text stands in exactly one span, but for space at its edges.
 * @throws RangeError when the window is below 32 tokens or the counter gives a single character more than it holds.
 */
export function chunkBlocks(blocks: readonly Block[], { maxTokens, countTokens }: ChunkOptions): Chunk[] {
  if (!(maxTokens >= 32)) throw new RangeError(`A window of ${maxTokens} tokens is too small: at least 32 are needed`)
  const specials = countTokens('')
  const countInner = (text: string): number => countTokens(text) - specials
  // Some tokenizers count a line break.
  const joint = countInner('\n')
  const target = Math.min(targetTokens, maxTokens)
  const chunks: Chunk[] = []

  for (const section of sections(blocks)) {
    const path = blocks[section[0] ?? 0]?.section ?? []
    const heading = headingPath(path, { maxTokens: Math.floor(maxTokens * headingShare), countTokens: countInner })
    const overhead = specials + countInner(heading) + joint
    const split = { maxTokens: maxTokens - overhead - joint, countTokens: countInner }
    const splitBlock = (block: number): Piece[] => {
      const text = blocks[block]?.text ?? ''
      return splitPiece(text, { block, start: 0, end: text.length, startPoint: 0 }, split)
    }
    const emit = (pieces: readonly Piece[]): void => {
      const chunk = joinPieces(pieces, blocks, { heading, countTokens })
      if (chunk === undefined) return
      if (chunk.tokens <= maxTokens) chunks.push(chunk)
      else for (const fewer of divideFurther(pieces)) emit(fewer)
    }
    // Needed only for tokenizers that make more of a joined text than of its parts; BERT's never does.
    const divideFurther = (pieces: readonly Piece[]): Piece[][] => {
      const middle = Math.floor(pieces.length / 2)
      if (middle > 0) return [pieces.slice(0, middle), pieces.slice(middle)]
      const halves = (piece: Piece): Piece[] =>
        splitPiece(blocks[piece.block]?.text ?? '', piece, { ...split, maxTokens: Math.floor(piece.tokens / 2) })
      return pieces.flatMap(halves).map((piece) => [piece])
    }

    for (const pieces of divideStreams(section.flatMap(splitBlock), blocks)) {
      const sized = pieces.map((piece, index) => ({
        tokens: piece.tokens + joint,
        breakCost: breakCost(piece, pieces[index + 1], blocks),
      }))
      let start = 0
      for (const end of groupParts(sized, { overhead, target, max: maxTokens })) {
        emit(pieces.slice(start, end))
        start = end
      }
    }
  }
  return chunks.sort((a, b) => a.firstBlock - b.firstBlock)
}
