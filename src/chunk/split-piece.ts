import { codePointLength } from '../model/code-points.ts'
import { splitText, type SplitOptions } from './split-text.ts'

/** A part of a block's text, in UTF-16 units. */
export interface Piece {
  /** Ordinal of the block. */
  readonly block: number
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** The start once more, in code points. */
  readonly startPoint: number
  /** Without special ones. */
  readonly tokens: number
  /** Whether a sentence (or the block) ends here. */
  readonly whole: boolean
}

/**
 * Divides a part of a block so that each piece fits; one that fits is its only piece.
 *
 * @param text The block's text.
 * @param place Which part of which block.
 */
export function splitPiece(
  text: string,
  place: Pick<Piece, 'block' | 'start' | 'end' | 'startPoint'>,
  options: SplitOptions,
): Piece[] {
  let { startPoint } = place
  return splitText(text.slice(place.start, place.end), options).map((part) => {
    const piece = {
      ...part,
      block: place.block,
      start: place.start + part.start,
      end: place.start + part.end,
      startPoint,
    }
    startPoint += codePointLength(text.slice(piece.start, piece.end))
    return piece
  })
}
