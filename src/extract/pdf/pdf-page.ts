/** How a run of glyphs is set. */
export interface GlyphStyle {
  readonly bold: boolean
}

/**
 * One character of a page. Coordinates are in units (see units.ts) of the page's reading frame: x to the
 * right along the lines, y downwards, whatever the turn of the page or its text.
 */
export interface Glyph {
  /** Index among the page's characters, as PDFium numbers them; -1 for a space that stands in no file. */
  readonly index: number
  /** Its normal form, one code point: a space for every blank, a hyphen for a broken word's mark. */
  readonly text: string
  readonly left: number
  readonly right: number
  /** The line it stands on. */
  readonly baseline: number
  /** Font size as seen on the page. */
  readonly size: number
  readonly style: GlyphStyle
  readonly space: boolean
  /** A line break was read before it. */
  readonly afterBreak: boolean
}

/** A page's characters in the order of the file, and its size as a reader sees it. */
export interface PdfPage {
  readonly number: number
  readonly label: string | null
  /** In points. */
  readonly width: number
  /** In points. */
  readonly height: number
  /** Quarter turns clockwise that bring most of its text upright, from the page as displayed. */
  readonly turn: number
  readonly glyphs: readonly Glyph[]
  /** Glyphs set across the page's main direction, in file order. */
  readonly crosswise: readonly Glyph[]
  /** Characters that have a readable code, blanks apart. */
  readonly readable: number
  /** Characters that have none (private use, unmapped, control). */
  readonly unreadable: number
  /** Whether anything is drawn. */
  readonly drawn: boolean
}

/** What PDFium reads of a file. */
export interface PdfDocument {
  readonly title: string | null
  readonly pages: readonly PdfPage[]
}
