import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { UserError } from '../model/user-error.ts'
import { asMachineError } from '../workspace/machine-error.ts'
import { cdxjLine, headBytes, readResponseHead } from './cdxj.ts'
import { readMembers } from './read-members.ts'
import { packIndex } from './wacz-index.ts'
import { createZip, type ZipEntry, type ZipWriter } from './zip-file.ts'

/** A capture that a reader of the package begins at. */
export interface WaczPage {
  /** Name of the WARC file, and where its response record begins. */
  readonly file: string
  readonly offset: number
  readonly title: string
}

/** What a package is made of. */
export interface WaczOptions {
  /** WARC files of this tool, of different names. */
  readonly warcFiles: readonly string[]
  /** The file to make; its name ends in `.wacz`. */
  readonly out: string
  readonly title: string
  /** Markdown. */
  readonly description: string
  readonly pages: readonly WaczPage[]
  /** Name and version of this tool. */
  readonly software: string
  readonly now: Date
}

/** What a package holds. */
export interface WaczSummary {
  /** Of the whole file. */
  readonly bytes: number
  /** Answers that the index leads to. */
  readonly records: number
  readonly pages: number
}

interface ReadWarc {
  /** Where the last whole exchange ends; what follows was torn by a crash and is left out. */
  readonly end: number
  readonly lines: readonly string[]
  readonly pages: readonly string[]
}

/** Reads a WARC file once for the index and the pages in it. */
async function readWarc(path: string, pages: readonly WaczPage[]): Promise<ReadWarc> {
  const file = basename(path)
  const titles = new Map(pages.flatMap((page) => (page.file === file ? [[page.offset, page.title] as const] : [])))
  const lines: string[] = []
  const found: string[] = []
  let end = 0
  for await (const member of readMembers(path, { from: 0, keep: headBytes })) {
    const response = readResponseHead(member)
    if (response !== null || member.offset === 0) end = member.offset + member.length
    if (response === null) continue
    // An answer that nothing has changed holds no page to show.
    if (response.status !== 304) lines.push(cdxjLine(response, file))
    const title = titles.get(member.offset)
    const { url, date } = response
    if (title !== undefined) found.push(JSON.stringify({ id: `${file}-${member.offset}`, url, ts: date, title }))
  }
  return { end, lines, pages: found }
}

function jsonFile(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

async function fill(zip: ZipWriter, options: WaczOptions): Promise<WaczSummary> {
  const { warcFiles, title, description, software, now } = options
  const entries: ZipEntry[] = []
  const add = async (name: string, content: Buffer): Promise<void> => {
    entries.push(await zip.add(name, [content], { bytes: content.byteLength }))
  }
  const lines: string[] = []
  const pages: string[] = []
  for (const path of warcFiles) {
    const warc = await readWarc(path, options.pages)
    for (const line of warc.lines) lines.push(line)
    for (const page of warc.pages) pages.push(page)
    // `end` is the last byte to read, so that a stream of nothing cannot be asked for.
    const content = warc.end === 0 ? [] : createReadStream(path, { end: warc.end - 1, highWaterMark: 1024 * 1024 })
    entries.push(await zip.add(`archive/${basename(path)}`, content, { bytes: warc.end }))
  }
  const index = packIndex(lines)
  await add('indexes/index.cdx.gz', index.lines)
  await add('indexes/index.idx', index.blocks)
  const header = JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'All Pages' })
  await add('pages/pages.jsonl', Buffer.from(`${[header, ...pages].join('\n')}\n`))
  const datapackage = jsonFile({
    profile: 'data-package',
    wacz_version: '1.1.1',
    title,
    description,
    created: now.toISOString(),
    software,
    resources: entries.map(({ name, sha256, bytes }) => ({
      name: basename(name).toLowerCase(),
      path: name,
      hash: `sha256:${sha256}`,
      bytes,
    })),
  })
  await add('datapackage.json', datapackage)
  const hash = `sha256:${createHash('sha256').update(datapackage).digest('hex')}`
  await add('datapackage-digest.json', jsonFile({ path: 'datapackage.json', hash }))
  return { bytes: await zip.finish(), records: lines.length, pages: pages.length }
}

/**
 * Puts WARC files into one package (WACZ 1.1.1, https://specs.webrecorder.net/wacz/1.1.1/), with an index, a list of
 * pages and the hashes of all. The index is held in memory, about 300 bytes an answer; everything else streams.
 *
 * @throws {UserError} where there is no WARC file or the name does not end in `.wacz`
 * @throws {MachineError} where the file cannot be written
 */
export async function writeWacz(options: WaczOptions): Promise<WaczSummary> {
  const { out, warcFiles, now } = options
  if (!out.endsWith('.wacz')) throw new UserError(`${out} does not end in .wacz`, { hint: 'Name it something.wacz' })
  if (warcFiles.length === 0) {
    throw new UserError('Nothing has been fetched over HTTP yet', { hint: 'Do it with: policylens run --stage crawl' })
  }
  const draft = `${out}.partial`
  return asMachineError(`Writing ${out}`, async () => {
    const zip = await createZip(draft, { now })
    try {
      const summary = await fill(zip, options)
      await zip.close()
      await rename(draft, out)
      return summary
    } catch (error) {
      await zip.close().catch(() => undefined)
      await rm(draft, { force: true })
      throw error
    }
  })
}
