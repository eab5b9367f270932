import { fileTypeFromBuffer } from 'file-type'
import type { ExtractionResult } from '../model/extraction.ts'
import type { DocumentFormat, SniffedFile } from './formats/document-format.ts'
import { formats } from './formats/index.ts'

/** Settings of {@link extractBytes}. */
export interface ExtractBytesOptions {
  /** Name of the file or path of the URL: tells Markdown from plain text, and a format that the bytes are not. */
  readonly name: string
  /** Memory for the PDF reader, in megabytes; 512 unless told. */
  readonly megabytes?: number
}

/** Formats that a name promises and that are not read, with the words for them. */
const unread: Readonly<Record<string, string>> = {
  'application/msword': 'an old Word document (.doc); save it as .docx or PDF',
  'application/x-cfb': 'an old Office document (.doc, .xls or .ppt); save it as .docx or PDF',
  'application/rtf': 'a rich text document (.rtf); save it as .docx or PDF',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'a PowerPoint presentation',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'an Excel workbook',
  'application/vnd.oasis.opendocument.text': 'an OpenDocument text (.odt); save it as .docx or PDF',
  'application/zip': 'a ZIP archive',
  'application/gzip': 'a gzip archive',
  'application/xml': 'an XML file',
}

/** Extensions of documents, for telling that a name promised another format. */
const documentExtensions = new Set(['doc', 'odt', 'rtf', 'ppt', 'pptx', 'xls', 'xlsx', 'zip', 'xml', 'epub'])

/**
 * The text of a file, by what its bytes are.
 *
 * A web page that is named as a PDF or Word document is taken for an error page and not read.
 */
export async function extractBytes(bytes: Uint8Array, options: ExtractBytesOptions): Promise<ExtractionResult> {
  if (bytes.every((byte) => byte === 0)) {
    return {
      ok: false,
      reason: 'empty',
      detail: bytes.length === 0 ? 'No bytes' : `${bytes.length} bytes, all of them zero`,
    }
  }
  const extension = /\.([a-z0-9]{1,10})$/i.exec(options.name)?.[1]?.toLowerCase() ?? ''
  // The mark of UTF-16 text is also how an MP3 may begin.
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  const signature = marked ? undefined : (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime
  const file: SniffedFile = { bytes, signature, extension }
  const format = formats.find((candidate) => candidate.recognise(file))
  if (format === undefined) return refuse(file)
  const promised = formats.find((candidate) => candidate.extensions.includes(extension))
  if (
    format.id === 'html' &&
    (promised?.id === 'pdf' || promised?.id === 'docx' || documentExtensions.has(extension))
  ) {
    return {
      ok: false,
      reason: 'misnamed',
      detail: `A web page named .${extension}, as servers send instead of a file; if it is the document, rename it .html`,
    }
  }
  const reading = await format.read(bytes, { megabytes: options.megabytes ?? 512 })
  if (!reading.ok) return reading
  return { ok: true, extraction: { ...reading.extraction, misnamed: isMisnamed({ format, promised, extension }) } }
}

function isMisnamed(name: {
  readonly format: DocumentFormat
  readonly promised: DocumentFormat | undefined
  readonly extension: string
}): boolean {
  if (name.promised === undefined) return documentExtensions.has(name.extension)
  return name.promised.id !== name.format.id
}

function refuse({ bytes, signature, extension }: SniffedFile): ExtractionResult {
  if (isEncryptedOffice(bytes))
    return { ok: false, reason: 'encrypted', detail: 'A Word document that asks for a password' }
  if (signature === undefined && (extension === 'pdf' || extension === 'docx')) {
    return { ok: false, reason: 'damaged', detail: `It does not begin as a .${extension} file does` }
  }
  const what = (signature === undefined ? undefined : unread[signature]) ?? signature ?? 'of an unknown kind'
  return { ok: false, reason: 'unsupported_format', detail: `The file is ${what}` }
}

/** A password turns a Word document into a stream of an old container file ([MS-OFFCRYPTO] 2.3.4.4). */
function isEncryptedOffice(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0xd0 || bytes[1] !== 0xcf || bytes[2] !== 0x11 || bytes[3] !== 0xe0) return false
  const name = Buffer.from('EncryptedPackage', 'utf16le')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name)
}
