import type { BlockKind } from '../../model/extraction.ts'
import type { Glyph } from './pdf-page.ts'

/** Glyphs of one line, and what comes between them and the ones before. */
export interface DraftLine {
  readonly glyphs: readonly Glyph[]
  readonly page: number
  /** `flow`: a space, or nothing where a word was broken; otherwise this very text. */
  readonly before: 'flow' | ' | ' | '\n'
}

/** A block before its text is put together. */
export interface Draft {
  kind: BlockKind
  level: number | null
  readonly lines: readonly DraftLine[]
  /** Of most of its letters. */
  readonly size: number
  readonly bold: boolean
  readonly text: string
  /** Left edge of its first line. */
  readonly left: number
  /** The last line runs to the right edge of its column. */
  readonly full: boolean
  readonly page: number
  /** Its place in the page's run of columns. */
  readonly column: number
}

/** Whether a text ends as a sentence or a heading does. */
export function endsSentence(text: string): boolean {
  return /[.!?:;…][\s"'”’)\]]*\d{0,3}\s*$/.test(text)
}

/** Whether a text begins in the middle of a sentence. */
export function beginsWithin(text: string): boolean {
  return /^[\s"'“‘([]*\p{Ll}/u.test(text)
}
