import { inflateRawSync } from 'node:zlib'
import { checksum } from './read-gzip.ts'
import type { Complaints } from './violation.ts'

/* A reader of ZIP files from PKWARE's APPNOTE 6.3.10 that checks both heads of each entry and every byte between. */

/** An entry of a ZIP file. */
export interface ZipEntry {
  readonly name: string
  readonly method: 'store' | 'deflate'
  readonly content: Buffer
  readonly zip64: boolean
}

interface Sizes {
  packed: number
  size: number
  offset: number
}

const full = 0xffff_ffff

/** Replaces sizes that are all ones by those of the 64-bit field (4.5.3), which holds only those. */
function widen(sizes: Sizes, extra: Buffer, complaints: Complaints): boolean {
  const wanted = (['size', 'packed', 'offset'] as const).filter((key) => sizes[key] === full)
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    if (extra.readUInt16LE(at + 2) !== 8 * wanted.length)
      complaints.add('zip64', 'its field has another length than it should')
    for (const [index, key] of wanted.entries()) sizes[key] = Number(extra.readBigUInt64LE(at + 4 + 8 * index))
    return true
  }
  if (wanted.length > 0) complaints.add('zip64', 'a size is all ones, but there is no 64-bit field')
  return false
}

/** Where the directory begins and how many entries it has. */
function findDirectory(bytes: Buffer, complaints: Complaints): { start: number; end: number; count: number } | null {
  const end = bytes.length - 22
  complaints.at = Math.max(0, end)
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50 || bytes.readUInt16LE(end + 20) !== 0) {
    complaints.add('zip', 'it does not end with the end of a directory without comment')
    return null
  }
  const count = bytes.readUInt16LE(end + 10)
  const size = bytes.readUInt32LE(end + 12)
  const start = bytes.readUInt32LE(end + 16)
  if (start !== full && size !== full && count !== 0xffff) {
    if (start + size !== end) complaints.add('zip', 'the directory does not reach to its end record')
    return { start, end, count }
  }
  const locator = end - 20
  if (locator < 0 || bytes.readUInt32LE(locator) !== 0x07064b50) {
    complaints.add('zip64', 'there is no locator')
    return null
  }
  const record = Number(bytes.readBigUInt64LE(locator + 8))
  if (record + 56 !== locator || bytes.readUInt32LE(record) !== 0x06064b50) {
    complaints.add('zip64', 'the locator does not lead to the 64-bit end record before it')
    return null
  }
  const [entries, length, begin] = [32, 40, 48].map((at) => Number(bytes.readBigUInt64LE(record + at)))
  if ((begin ?? 0) + (length ?? 0) !== record) complaints.add('zip64', 'the directory does not reach to its end record')
  return { start: begin ?? 0, end: record, count: entries ?? 0 }
}

/** Reads all entries; what breaks a rule is told and left out. */
export function readZip(bytes: Buffer, complaints: Complaints): ZipEntry[] {
  const directory = findDirectory(bytes, complaints)
  if (directory === null) return []
  const entries: ZipEntry[] = []
  let at = directory.start
  let expected = 0
  for (let index = 0; index < directory.count; index++) {
    complaints.at = at
    if (at + 46 > directory.end || bytes.readUInt32LE(at) !== 0x02014b50) {
      complaints.add('zip', `line ${index + 1} of the directory is not there`)
      return entries
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((from) => bytes.readUInt16LE(at + from)) as [
      number,
      number,
      number,
    ]
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString()
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    const sizes = {
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    }
    const zip64 = widen(sizes, extra, complaints)
    const line = {
      name,
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
    }
    const found = readEntry(bytes, { ...line, ...sizes, hasExtra: extraLength > 0 }, complaints)
    if (sizes.offset !== expected) complaints.add('zip', `${name} begins at ${sizes.offset}, not at ${expected}`)
    if (found !== null) {
      expected = found.end
      entries.push({ name, method: line.method === 0 ? 'store' : 'deflate', content: found.content, zip64 })
    }
    at += 46 + nameLength + extraLength + commentLength
  }
  if (at !== directory.end) complaints.add('zip', 'bytes follow the lines of the directory')
  if (expected !== directory.start) complaints.add('zip', 'bytes stand between the entries and the directory')
  return entries
}

interface Line extends Sizes {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly hasExtra: boolean
}

function readEntry(bytes: Buffer, line: Line, complaints: Complaints): { content: Buffer; end: number } | null {
  const { name, offset } = line
  complaints.at = offset
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== 0x04034b50) {
    complaints.add('zip', `${name} does not begin where the directory says`)
    return null
  }
  const nameLength = bytes.readUInt16LE(offset + 26)
  const extraLength = bytes.readUInt16LE(offset + 28)
  const begin = offset + 30 + nameLength + extraLength
  const own = bytes.subarray(offset + 30, offset + 30 + nameLength).toString()
  if (own !== name) complaints.add('zip', `${name} is called ${own} at its place`)
  const local = { packed: bytes.readUInt32LE(offset + 18), size: bytes.readUInt32LE(offset + 22), offset: 0 }
  widen(local, bytes.subarray(begin - extraLength, begin), complaints)
  const same =
    local.packed === line.packed &&
    local.size === line.size &&
    bytes.readUInt32LE(offset + 14) === line.crc &&
    bytes.readUInt16LE(offset + 8) === line.method &&
    bytes.readUInt16LE(offset + 6) === line.flags
  if (!same) complaints.add('zip', `${name} has other sizes, method or checksum at its place than in the directory`)
  if (extraLength > 0 && !line.hasExtra)
    complaints.add('zip', `${name} has extra fields that the directory does not tell`)
  if ((line.flags & ~0x0800) !== 0) complaints.add('zip', `${name} is encrypted or of unknown size`)
  if (line.method !== 0 && line.method !== 8) {
    complaints.add('zip', `${name} is packed with method ${line.method}`)
    return null
  }
  const packed = bytes.subarray(begin, begin + line.packed)
  try {
    const content = line.method === 0 ? packed : inflateRawSync(packed)
    if (content.length !== line.size) complaints.add('zip', `${name} has ${content.length} bytes, not ${line.size}`)
    if (checksum(content) !== line.crc)
      complaints.add('checksum', `${name} has another checksum than the directory says`)
    return { content, end: begin + line.packed }
  } catch {
    complaints.add('zip', `${name} cannot be unpacked`)
    return null
  }
}
