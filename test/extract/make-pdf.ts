import PDFDocument from 'pdfkit'

/** Draws a PDF. Pages are A4 with 72-point margins unless told otherwise; Helvetica 11. */
export async function makePdf(
  draw: (pdf: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 72, ...options })
  const parts: Buffer[] = []
  pdf.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  pdf.font('Helvetica').fontSize(11)
  draw(pdf)
  pdf.end()
  await ended
  return new Uint8Array(Buffer.concat(parts))
}

/** Puts lines below one another as they are, without any breaking. */
export function putLines(
  pdf: PDFKit.PDFDocument,
  place: { readonly x: number; readonly y: number; readonly lines: readonly string[]; readonly leading?: number },
): void {
  for (const [at, line] of place.lines.entries()) {
    pdf.text(line, place.x, place.y + at * (place.leading ?? 14), { lineBreak: false })
  }
}

/** Sentences that fill lines. */
export const prose = [
  'Practitioners told us that they had little time to build relationships',
  'with young people, and that referrals were often closed before anyone',
  'had spoken to the child. Where a consistent worker was available, the',
  'plans were clearer and families understood what would happen next.',
]
