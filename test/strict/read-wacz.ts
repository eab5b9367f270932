import { createHash } from 'node:crypto'
import { checkIndex } from './check-index.ts'
import { readWarcStrictly, type StrictRecord } from './read-warc.ts'
import { readZip, type ZipEntry } from './read-zip.ts'
import { valueOf } from './warc-fields.ts'
import { createComplaints, type Complaints, type Violation } from './violation.ts'

/* A reader of WACZ files (specs.webrecorder.net/wacz/1.1.1) that forgives nothing. */

/** What a WACZ file holds and where it breaks the rules. */
export interface StrictWacz {
  readonly entries: readonly ZipEntry[]
  readonly datapackage: Readonly<Record<string, unknown>>
  /** Lines of pages.jsonl without its header. */
  readonly pages: readonly Readonly<Record<string, unknown>>[]
  /** By the name of the file in archive/. */
  readonly records: ReadonlyMap<string, readonly StrictRecord[]>
  readonly indexed: number
  readonly violations: readonly Violation[]
}

function parseObject(text: string, what: string, complaints: Complaints): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below.
  }
  complaints.add('json', `${what} is no JSON object`)
  return {}
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

function checkManifest(entries: ReadonlyMap<string, ZipEntry>, complaints: Complaints): Record<string, unknown> {
  const file = entries.get('datapackage.json')
  if (!file) {
    complaints.add('files', 'there is no datapackage.json')
    return {}
  }
  const datapackage = parseObject(file.content.toString(), 'datapackage.json', complaints)
  if (datapackage['profile'] !== 'data-package') complaints.add('datapackage', 'profile is not data-package')
  if (datapackage['wacz_version'] !== '1.1.1')
    complaints.add('datapackage', `wacz_version is ${String(datapackage['wacz_version'])}`)
  for (const name of ['title', 'description', 'software']) {
    if (typeof datapackage[name] !== 'string') complaints.add('datapackage', `${name} is no text`)
  }
  if (!rfc3339.test(String(datapackage['created'])))
    complaints.add('datapackage', `created is ${String(datapackage['created'])}`)
  const resources = (Array.isArray(datapackage['resources']) ? datapackage['resources'] : []) as Record<
    string,
    unknown
  >[]
  const listed = new Set(resources.map(({ path }) => path))
  const names = resources.map(({ name }) => String(name))
  if (new Set(names).size !== names.length) complaints.add('datapackage', 'two resources have one name')
  for (const name of names)
    if (!/^[a-z0-9._-]+$/.test(name)) complaints.add('datapackage', `${name} is no name of a resource`)
  for (const { path, hash, bytes } of resources) {
    const entry = entries.get(String(path))
    if (!entry) complaints.add('datapackage', `${String(path)} is listed but not there`)
    else if (hash !== sha256(entry.content)) complaints.add('hash', `${String(path)} has another hash than is listed`)
    else if (bytes !== entry.content.length) complaints.add('hash', `${String(path)} has another size than is listed`)
  }
  for (const name of entries.keys()) {
    if (!name.startsWith('datapackage') && !listed.has(name)) complaints.add('datapackage', `${name} is not listed`)
  }
  const digestFile = entries.get('datapackage-digest.json')
  if (!digestFile) complaints.add('files', 'there is no datapackage-digest.json')
  const digest = parseObject(digestFile?.content.toString() ?? '{}', 'datapackage-digest.json', complaints)
  if (digest['path'] !== 'datapackage.json' || digest['hash'] !== sha256(file.content)) {
    complaints.add('hash', 'datapackage-digest.json does not vouch for datapackage.json')
  }
  return datapackage
}

function checkPages(
  entry: ZipEntry | undefined,
  records: readonly StrictRecord[],
  complaints: Complaints,
): Record<string, unknown>[] {
  if (!entry) {
    complaints.add('files', 'there is no pages/pages.jsonl')
    return []
  }
  const lines = entry.content.toString().split('\n')
  if (lines.pop() !== '') complaints.add('pages', 'the last line has no end')
  const [header = {}, ...pages] = lines.map((line) => parseObject(line, 'a line of pages.jsonl', complaints))
  for (const [name, value] of Object.entries({ format: 'json-pages-1.0', id: 'pages' })) {
    if (header[name] !== value) complaints.add('pages', `the header's ${name} is ${String(header[name])}`)
  }
  if (typeof header['title'] !== 'string') complaints.add('pages', 'the header has no title')
  for (const { url, ts } of pages) {
    if (!rfc3339.test(String(ts))) complaints.add('pages', `ts is ${String(ts)}`)
    const at = new Date(String(ts)).getTime()
    const captured = records.some(
      ({ type, fields }) =>
        type === 'response' &&
        valueOf(fields, 'warc-target-uri') === url &&
        new Date(valueOf(fields, 'warc-date') ?? '').getTime() === at,
    )
    if (!captured) complaints.add('pages', `no record holds ${String(url)} at ${String(ts)}`)
  }
  return pages
}

/** Reads a WACZ file whole. */
export function readWaczStrictly(bytes: Buffer): StrictWacz {
  const complaints = createComplaints()
  const list = readZip(bytes, complaints)
  const entries = new Map(list.map((entry) => [entry.name, entry]))
  if (entries.size !== list.length) complaints.add('files', 'two entries have one name')
  for (const { name, method } of list) {
    const known =
      /^(archive\/[^/]+\.warc(\.gz)?|indexes\/index\.(cdx\.gz|idx)|pages\/pages\.jsonl|datapackage(-digest)?\.json)$/
    if (!known.test(name)) complaints.add('files', `${name} has no place in the package`)
    if (method !== 'store' && /\.gz$|^archive\//.test(name)) complaints.add('files', `${name} is packed twice`)
  }
  const datapackage = checkManifest(entries, complaints)
  const records = new Map<string, readonly StrictRecord[]>()
  for (const { name, content } of list.filter((entry) => entry.name.startsWith('archive/'))) {
    const warc = readWarcStrictly(content)
    records.set(name.slice('archive/'.length), warc.records)
    for (const one of warc.violations) complaints.list.push({ ...one, detail: `${name}: ${one.detail}` })
  }
  if (records.size === 0) complaints.add('files', 'there is no WARC file')
  const lines = entries.get('indexes/index.cdx.gz')?.content ?? null
  if (lines === null) complaints.add('files', 'there is no indexes/index.cdx.gz')
  const blocks = entries.get('indexes/index.idx')?.content ?? null
  if (blocks === null)
    complaints.add('files', 'there is no indexes/index.idx, without which ReplayWeb.page reads nothing')
  const indexed = lines === null ? 0 : checkIndex({ lines, blocks }, records, complaints)
  const pages = checkPages(entries.get('pages/pages.jsonl'), [...records.values()].flat(), complaints)
  return { entries: list, datapackage, pages, records, indexed, violations: complaints.list }
}
