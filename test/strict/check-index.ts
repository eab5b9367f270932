import { readGzipMember } from './read-gzip.ts'
import type { StrictRecord } from './read-warc.ts'
import { valueOf } from './warc-fields.ts'
import type { Complaints } from './violation.ts'

/* CDXJ 0.1.0 (specs.webrecorder.net/cdxj/0.1.0), and the blocks of compressed lines that ReplayWeb.page reads. */

/** Keys that an address may stand under: that of the specification, and that of the tools, which leave out www. */
function keysOf(address: string): string[] {
  const url = new URL(address.toLowerCase())
  const host = (name: string): string =>
    `${name.split('.').toReversed().join(',')}${url.port === '' ? '' : `:${url.port}`}`
  const query = url.search === '' ? '' : `?${url.search.slice(1).split('&').toSorted().join('&')}`
  const names = [url.hostname, url.hostname.replace(/^www\d*\./, '')]
  return names.flatMap((name) => [
    `${host(name)})${url.pathname}${url.search}`,
    `${host(name)})${url.pathname}${query}`,
  ])
}

function checkLine(
  line: string,
  records: ReadonlyMap<string, readonly StrictRecord[]>,
  complaints: Complaints,
): StrictRecord | null {
  const found = /^(\S+) (\d{14}|\d{17}) (\{.*\})$/.exec(line)
  if (!found) {
    complaints.add('cdxj', `no key, time and block in ${line.slice(0, 100)}`)
    return null
  }
  const [, key = '', time = '', json = ''] = found
  let block: Record<string, unknown> = {}
  try {
    block = JSON.parse(json) as Record<string, unknown>
  } catch {
    complaints.add('cdxj', `the block is no JSON in ${line.slice(0, 100)}`)
    return null
  }
  const text = (name: string): string => {
    const value = block[name]
    if (typeof value !== 'string' && typeof value !== 'number') complaints.add('cdxj', `${key} has no ${name}`)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const [url, digest, mime, filename, status] = ['url', 'digest', 'mime', 'filename', 'status'].map(text)
  const [offset, length] = [Number(text('offset')), Number(text('length'))]
  const record = records.get(filename ?? '')?.find((one) => one.offset === offset)
  if (!record) {
    complaints.add('cdxj', `${key}: no record begins at ${offset} of ${filename}`)
    return null
  }
  const agree = (what: string, said: unknown, is: unknown): void => {
    if (said !== is) complaints.add('cdxj', `${key}: ${what} is ${String(said)}, the record has ${String(is)}`)
  }
  agree('length', length, record.length)
  agree('url', url, valueOf(record.fields, 'warc-target-uri'))
  agree('digest', digest, valueOf(record.fields, 'warc-payload-digest'))
  agree('status', status, String(record.http?.status))
  const declared = valueOf(record.http?.fields ?? [], 'content-type')
    ?.split(';')[0]
    ?.trim()
    .toLowerCase()
  agree('mime', mime, declared || 'unk')
  const date = (valueOf(record.fields, 'warc-date') ?? '').replace(/\D/g, '')
  if (!date.startsWith(time.slice(0, 14))) complaints.add('cdxj', `${key}: time is ${time}, the record has ${date}`)
  if (!keysOf(url ?? '').includes(key)) complaints.add('cdxj', `${key} is no key of ${url}`)
  return record
}

/** The lines of a compressed index, member by member. */
function unpackLines(bytes: Buffer, complaints: Complaints): { offset: number; length: number; lines: string[] }[] {
  const blocks = []
  for (let at = 0; at < bytes.length;) {
    try {
      const { length, content } = readGzipMember(bytes, at)
      const lines = content.toString().split('\n')
      if (lines.pop() !== '') complaints.add('cdxj', 'the last line of a block has no end')
      blocks.push({ offset: at, length, lines })
      at += length
    } catch (error) {
      complaints.add('gzip', `index: ${error instanceof Error ? error.message : String(error)}`)
      break
    }
  }
  return blocks
}

/** Checks `index.cdx.gz`, and `index.idx` where it is there, against the records; gives the number of lines. */
export function checkIndex(
  files: { readonly lines: Buffer; readonly blocks: Buffer | null },
  records: ReadonlyMap<string, readonly StrictRecord[]>,
  complaints: Complaints,
): number {
  const blocks = unpackLines(files.lines, complaints)
  const lines = blocks.flatMap((block) => block.lines)
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    if (before !== undefined && Buffer.compare(Buffer.from(before), Buffer.from(line)) > 0)
      complaints.add('cdxj', `out of order: ${line.slice(0, 100)}`)
  }
  const seen = lines.map((line) => checkLine(line, records, complaints)).filter((record) => record !== null)
  if (new Set(seen).size !== seen.length) complaints.add('cdxj', 'a record stands there twice')
  const wanted = [...records.values()].flat().filter(({ type, http }) => type === 'response' && http?.status !== 304)
  for (const { offset } of wanted.filter((record) => !seen.includes(record)))
    complaints.add('cdxj', `the response at ${offset} is not in the index`)
  if (files.blocks !== null) {
    const [meta, ...rest] = files.blocks.toString().trimEnd().split('\n')
    if (meta !== '!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}')
      complaints.add('idx', `it begins with ${meta}`)
    const full = blocks.filter((block) => block.lines.length > 0)
    const right = full.map(
      ({ offset, length, lines: [first = ''] }) =>
        `${first.split(' ', 2).join(' ')} ${JSON.stringify({ offset, length })}`,
    )
    if (JSON.stringify(rest) !== JSON.stringify(right)) complaints.add('idx', 'its lines do not lead to the blocks')
  }
  return lines.length
}
