/** A line of wrapped text and what follows it. */
export interface Line {
  /** With [^1] for the marks of notes. */
  readonly text: string
  readonly width: number
  readonly after: 'next' | 'column' | 'page'
  /** Whether the paragraph ends here, or a break was forced. */
  readonly last: boolean
}

/** How text is measured and how much room it has, in points. */
export interface Measure {
  readonly width: number
  readonly widthOf: (text: string) => number
}

const marks = { '{br}': 'next', '{col}': 'column', '{page}': 'page' } as const

/** Breaks a text into lines at spaces, after hyphens and dashes within words, and where {br}, {col}, {page} say so. */
export function wrapLines(text: string, measure: Measure): Line[] {
  const lines: Line[] = []
  let current = ''
  const close = (after: Line['after'], last: boolean): void => {
    const line = current.trim()
    if (line !== '') lines.push({ text: line, width: measure.widthOf(line), after, last })
    current = ''
  }
  for (const piece of text.split(/(\{(?:br|col|page)\})|(?<=\s)|(?<=\p{L}[-–])(?=\p{L})/u)) {
    if (piece === undefined || piece === '') continue
    if (piece in marks) {
      close(marks[piece as keyof typeof marks], true)
      continue
    }
    if (current !== '' && measure.widthOf((current + piece).trimEnd()) > measure.width) close('next', false)
    current += piece
  }
  close('next', true)
  return lines
}

/** The text without the forced breaks, for formats that have no lines. */
export function withoutBreaks(text: string): string {
  return text.replace(/\{(?:br|col|page)\}/g, '')
}
