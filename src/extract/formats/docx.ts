import { strFromU8, unzip } from 'fflate'
import type { Unzipped } from 'fflate'
import { addSections } from '../add-sections.ts'
import { markBackMatter } from '../back-matter.ts'
import { readBlocks } from '../html/read-blocks.ts'
import type { DocumentFormat, FormatReading } from './document-format.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Unpacked, a document of words is a few megabytes; more is a bomb or full of pictures that are not read. */
const maxUnpacked = 200 * 1024 * 1024
/** The part with the words, and others that are parsed as a tree. */
const maxPart = 60 * 1024 * 1024

const styleMap = [
  "p[style-name='Title'] => h1.document-title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Caption'] => figcaption:fresh",
  "p[style-name='caption'] => figcaption:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
]

/** Word documents (ISO/IEC 29500), read with mammoth, which keeps styles as headings and lists. */
export const docxFormat: DocumentFormat = {
  id: 'docx',
  mediaType,
  extensions: ['docx'],
  recognise: ({ bytes, signature, extension }) =>
    signature === mediaType || (signature === 'application/zip' && (extension === 'docx' || namesWordPart(bytes))),
  read: readDocx,
}

async function readDocx(bytes: Uint8Array): Promise<FormatReading> {
  const checked = await checkArchive(bytes)
  if (checked !== null) return checked
  // Loaded when first needed: most documents are PDFs, and each worker would wait for it.
  const [{ load }, { default: mammoth }] = await Promise.all([import('cheerio'), import('mammoth')])
  let html: string
  try {
    const converted = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        styleMap,
        convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
        externalFileAccess: false,
      },
    )
    html = converted.value
  } catch (error) {
    return { ok: false, reason: 'damaged', detail: error instanceof Error ? error.message : String(error) }
  }
  const blocks = readBlocks(load(html), 'body')
  if (blocks.length === 0) return { ok: false, reason: 'empty', detail: 'There is no text in it' }
  markBackMatter(blocks)
  return {
    ok: true,
    extraction: {
      format: 'docx',
      mediaType,
      title: blocks.find((block) => block.kind === 'title')?.text ?? null,
      pages: [],
      blocks: addSections(blocks.map((block) => ({ ...block, pieces: [] }))),
      joins: [],
    },
  }
}

/** Looks at the sizes that the archive names before anything is unpacked. */
async function checkArchive(bytes: Uint8Array): Promise<FormatReading | null> {
  let total = 0
  let largest = 0
  let parts = 0
  let words = false
  try {
    await new Promise<Unzipped>((resolve, reject) => {
      unzip(
        bytes,
        {
          filter: ({ name, originalSize }) => {
            total += originalSize
            parts++
            if (name.endsWith('.xml')) largest = Math.max(largest, originalSize)
            words ||= /^word\/.*\.xml$/i.test(name)
            return false
          },
        },
        (error, files) => (error === null ? resolve(files) : reject(error)),
      )
    })
  } catch (error) {
    return { ok: false, reason: 'damaged', detail: error instanceof Error ? error.message : String(error) }
  }
  if (total > maxUnpacked || largest > maxPart || parts > 20_000) {
    return { ok: false, reason: 'too_large', detail: `${total} bytes in ${parts} parts when unpacked` }
  }
  if (!words) return { ok: false, reason: 'damaged', detail: 'The archive holds no document of words' }
  return null
}

function namesWordPart(bytes: Uint8Array): boolean {
  // The directory of an archive stands at its end, with every name in plain letters.
  return strFromU8(bytes.subarray(Math.max(0, bytes.length - 65_536)), true).includes('word/document')
}
