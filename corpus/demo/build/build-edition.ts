import { makeDocx } from './make-docx.ts'
import { makeHtml } from './make-html.ts'
import { makePdf } from './make-pdf.ts'
import { readSource } from './source-document.ts'

/** A file of the demo's sites, made from its source. */
export interface BuiltFile {
  /** Under site/: host and path. */
  readonly path: string
  readonly bytes: Buffer
  /** What looks wrong on its pages, for whoever edits the source. */
  readonly warnings: readonly string[]
}

/** Where under site/ the file of an address stands. */
export function sitePath(url: string): string {
  const { hostname, pathname } = new URL(url)
  return hostname + (pathname.endsWith('/') ? `${pathname}index.html` : pathname)
}

/** Makes the file of one source, in the format that its address ends in. */
export async function buildEdition(text: string): Promise<BuiltFile> {
  const source = readSource(text)
  const path = sitePath(source.head.url)
  if (path.endsWith('.docx')) return { path, bytes: await makeDocx(source), warnings: [] }
  if (path.endsWith('.html')) return { path, bytes: makeHtml(source), warnings: [] }
  const { bytes, warnings } = await makePdf(source)
  return { path, bytes: source.head.damage === 'truncated' ? bytes.subarray(0, bytes.length / 2) : bytes, warnings }
}
