import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../src/extract/extract-bytes.ts'
import { makePdf } from './make-pdf.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const page = encode('<!doctype html><html><body><main><h1>Guidance</h1><p>Some words.</p></main></body></html>')
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function outcome(bytes: Uint8Array, name: string): Promise<string> {
  const result = await extractBytes(bytes, { name })
  if (!result.ok) return result.reason
  return `${result.extraction.format}${result.extraction.misnamed ? ' misnamed' : ''}`
}

describe('extractBytes()', () => {
  it('decides the format by the bytes', async () => {
    const pdf = await makePdf((draw) => draw.text('Some words.'))
    expect(await outcome(pdf, 'a.pdf')).toBe('pdf')
    expect(await outcome(page, 'a.html')).toBe('html')
    expect(await outcome(page, 'https://example.org/guidance')).toBe('html')
    expect(await outcome(encode('# A heading\n\nWords.'), 'a.md')).toBe('markdown')
    expect(await outcome(encode('# A heading\n\nWords.'), 'a.txt')).toBe('text')
    expect(await outcome(encode('<div>A note.</div>\n\n# A heading'), 'a.md')).toBe('markdown')
  })
  it('reads a PDF with junk before its header', async () => {
    const pdf = await makePdf((draw) => draw.text('Some words.'))
    expect(await outcome(Uint8Array.from([...encode('HTTP/1.1 200 OK\r\n\r\n'), ...pdf]), 'a.pdf')).toBe('pdf')
  })
  it('reads what is named as another format by its bytes and says so', async () => {
    const pdf = await makePdf((draw) => draw.text('Some words.'))
    expect(await outcome(pdf, 'a.doc')).toBe('pdf misnamed')
    expect(await outcome(pdf, 'a.html')).toBe('pdf misnamed')
  })
  it('never takes a web page for the PDF or Word document that its name promises', async () => {
    expect(await outcome(page, 'report.pdf')).toBe('misnamed')
    expect(await outcome(page, 'report.docx')).toBe('misnamed')
  })
  it('says of formats that are not read which they are', async () => {
    const zip = zipSync({ 'a.csv': encode('a,b') })
    expect(await extractBytes(zip, { name: 'a.zip' })).toEqual({
      ok: false,
      reason: 'unsupported_format',
      detail: 'The file is a ZIP archive',
    })
    expect(await outcome(picture, 'a.png')).toBe('unsupported_format')
    expect(await outcome(encode('{\\rtf1 words}'), 'a.rtf')).toBe('unsupported_format')
  })
  it('finds nothing in a file without bytes, of zeros or of blanks', async () => {
    expect(await outcome(new Uint8Array(), 'a.pdf')).toBe('empty')
    expect(await outcome(new Uint8Array(900), 'a.pdf')).toBe('empty')
    expect(await outcome(encode(' \n\n '), 'a.txt')).toBe('empty')
    expect(await outcome(await makePdf(() => {}), 'a.pdf')).toBe('empty')
  })
  it('calls a PDF that was cut to its head damaged', async () => {
    const pdf = await makePdf((draw) => draw.text('Some words.'))
    expect(await outcome(pdf.slice(0, 200), 'a.pdf')).toBe('damaged')
    expect(await outcome(encode('garbage\0\0'), 'a.pdf')).toBe('damaged')
  })
  it('calls a PDF of pictures scanned', async () => {
    expect(await outcome(await makePdf((draw) => draw.image(picture, 0, 0, { width: 300 })), 'a.pdf')).toBe('scanned')
  })
  it('opens what only its owner’s password guards, and no other', async () => {
    const draw = (pdf: PDFKit.PDFDocument): unknown => pdf.text('Some words.')
    expect(await outcome(await makePdf(draw, { ownerPassword: 'x' }), 'a.pdf')).toBe('pdf')
    expect(await outcome(await makePdf(draw, { userPassword: 'x', ownerPassword: 'y' }), 'a.pdf')).toBe('encrypted')
  })
})
