import type { Zone } from './extraction.ts'

/** An occurrence of an approach's term in a block; offsets are code points of the block's text, end exclusive. */
export interface Mention {
  /** Hash of the edition's text, the term and the place: the same in every snapshot and run. */
  readonly id: string
  readonly approach: string
  readonly term: string
  readonly block: number
  readonly start: number
  readonly end: number
  /** Page where it begins, from 1; null for formats without pages. */
  readonly page: number | null
  readonly zone: Zone
  /** The term alone, as it stands there. */
  readonly match: string
  /** Up to 80 characters before it. */
  readonly left: string
  /** Up to 80 characters after it. */
  readonly right: string
}
