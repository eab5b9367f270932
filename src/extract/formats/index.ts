import type { DocumentFormat } from './document-format.ts'
import { docxFormat } from './docx.ts'
import { htmlFormat } from './html.ts'
import { markdownFormat } from './markdown.ts'
import { pdfFormat } from './pdf.ts'
import { textFormat } from './text.ts'

/** The formats that can be read, in the order in which they are tried: the surest signature first. */
export const formats: readonly DocumentFormat[] = [pdfFormat, docxFormat, htmlFormat, markdownFormat, textFormat]
