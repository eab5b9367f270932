/** A part of a block that stands in a chunk: its text from `start` to `end` is the chunk's from `at` on. Code points. */
export interface Span {
  /** Ordinal of the block in its document, from 0. */
  readonly block: number
  readonly start: number
  /** Exclusive. */
  readonly end: number
  readonly at: number
}

/** A run of blocks of one section, of a size that the embedding model takes in whole. */
export interface Chunk {
  /** The headings above the text, outermost first, joined by ` › `; the outer ones are left out where they are long. */
  readonly heading: string
  /** The spans' texts, joined by line breaks where a block ends. */
  readonly text: string
  /** Tokens of {@link embeddingText}, special ones included. */
  readonly tokens: number
  /** Ordinal of the first block with text in it. */
  readonly firstBlock: number
  /** Ordinal of the last block with text in it; between the two may lie furniture, notes and boxes that are not. */
  readonly lastBlock: number
  /** In reading order. */
  readonly spans: readonly Span[]
}

/** The text by which a chunk's meaning is measured: its headings, then its own text. */
export function embeddingText({ heading, text }: Pick<Chunk, 'heading' | 'text'>): string {
  return `${heading}\n${text}`
}
