import type { FailureReason } from './outcome.ts'

/** What a block is in its document. Nothing on a page is thrown away: what is not running text has its kind. */
export const blockKinds = [
  'title',
  'heading',
  'paragraph',
  'list_item',
  'table',
  'caption',
  'footnote',
  'endnote',
  'reference',
  'box',
  'quotation',
  'glossary',
  'contents',
  'running_header',
  'running_footer',
  'page_number',
  'other',
] as const

/** One of {@link blockKinds}. */
export type BlockKind = (typeof blockKinds)[number]

/** Where in the document a block stands, for counting zones apart; `furniture` is in no total. */
export type Zone = 'heading' | 'body' | 'table' | 'box' | 'footnote' | 'reference' | 'glossary' | 'furniture'

/** Left, top, right, bottom in points, origin at the page's top left corner. */
export type Box = readonly [left: number, top: number, right: number, bottom: number]

/**
 * A run of a block's text that stands on one line of one page.
 *
 * The code points `start` to `end` (exclusive) of the block's text are, one to one and in order, the source characters
 * from index `source` of that page, as the first reader numbers them; only their normal form may differ (a curly
 * quote, a non-breaking space). What was inserted (a space between two lines) or left out (a hyphen at a line's end)
 * lies between pieces.
 */
export interface Piece {
  /** Page number, from 1. */
  readonly page: number
  readonly start: number
  readonly end: number
  /** Index of the first character of the piece in the page's characters. */
  readonly source: number
  readonly box: Box
}

/** A heading, paragraph, list item, table … of an extracted document, in reading order. */
export interface Block {
  readonly kind: BlockKind
  /** Heading level from 1, nesting of a list item from 1; otherwise null. */
  readonly level: number | null
  /** Printed number of a heading or paragraph (`4.12`), without its full stop; null where there is none. */
  readonly number: string | null
  readonly text: string
  /** The headings above it, outermost first; a heading's own text is not in its own path. */
  readonly section: readonly string[]
  /** Empty for formats without pages. */
  readonly pieces: readonly Piece[]
}

/** A page of a paged document; sizes in points. */
export interface Page {
  /** From 1. */
  readonly number: number
  /** Label of the page in the file (`iv`, `12`), null where the file gives none. */
  readonly label: string | null
  readonly width: number
  readonly height: number
}

/** Two halves of a word at a line's end that were made one, and whether the hyphen was kept. */
export interface Join {
  readonly page: number
  readonly left: string
  readonly right: string
  readonly joined: string
}

/** Formats that can be read. */
export type Format = 'pdf' | 'docx' | 'html' | 'markdown' | 'text'

/** The text of one capture: the one document model of all formats. */
export interface Extraction {
  readonly format: Format
  /** Media type decided from the bytes. */
  readonly mediaType: string
  /** Title from the file's own data or first title block; null where there is none. */
  readonly title: string | null
  /** Empty for formats without pages. */
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[]
  readonly joins: readonly Join[]
  /** True where the name of the file or URL promised another format than the bytes are. */
  readonly misnamed: boolean
}

/** Text, or the recorded reason why there is none. */
export type ExtractionResult =
  | { readonly ok: true; readonly extraction: Extraction }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

const furnitureKinds: ReadonlySet<BlockKind> = new Set(['running_header', 'running_footer', 'page_number'])

/** Whether a kind is page furniture: kept, but in no total, share or word count. */
export function isFurniture(kind: BlockKind): boolean {
  return furnitureKinds.has(kind)
}

const zones: Record<BlockKind, Zone> = {
  title: 'heading',
  heading: 'heading',
  contents: 'heading',
  paragraph: 'body',
  list_item: 'body',
  caption: 'body',
  other: 'body',
  table: 'table',
  box: 'box',
  quotation: 'box',
  footnote: 'footnote',
  endnote: 'footnote',
  reference: 'reference',
  glossary: 'glossary',
  running_header: 'furniture',
  running_footer: 'furniture',
  page_number: 'furniture',
}

/** The zone of the codebook that a kind of block belongs to. */
export function zoneOf(kind: BlockKind): Zone {
  return zones[kind]
}
