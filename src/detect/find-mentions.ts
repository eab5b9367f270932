import { createHash } from 'node:crypto'

import { sliceCodePoints } from '../model/code-points.ts'
import { zoneOf, type BlockKind, type Piece } from '../model/extraction.ts'
import type { Mention } from '../model/mention.ts'
import { findHits, type Lexicon } from './lexicon.ts'

const contextCharacters = 80

/** What detection needs of a block; its pieces are looked at only where something was found. */
export interface SearchedBlock {
  /** Ordinal in the edition, from 0. */
  readonly block: number
  readonly kind: BlockKind
  readonly text: string
  readonly pieces: readonly Piece[]
}

/** All mentions of an approach in an edition's blocks, in reading order; `textHash` stands for the edition's text. */
export function findMentions(blocks: readonly SearchedBlock[], lexicon: Lexicon, textHash: string): Mention[] {
  return blocks.flatMap((searched) => {
    const { block, kind, text } = searched
    return findHits(text, lexicon).map(({ term, start, end }) => ({
      id: mentionId([textHash, lexicon.approach, term, block, start]),
      approach: lexicon.approach,
      term,
      block,
      start,
      end,
      page: pageAt(searched.pieces, start),
      zone: zoneOf(kind),
      match: sliceCodePoints(text, start, end),
      left: sliceCodePoints(text, Math.max(0, start - contextCharacters), start),
      right: sliceCodePoints(text, end, end + contextCharacters),
    }))
  })
}

/** The page on which a block's character stands; null for a block without pieces. */
export function pageAt(pieces: readonly Piece[], offset: number): number | null {
  return (pieces.find((piece) => offset < piece.end) ?? pieces.at(-1))?.page ?? null
}

function mentionId(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16)
}
