import { inflateRawSync } from 'node:zlib'

/* The frame of gzip files, from RFC 1952. Only the deflated bytes themselves are left to zlib. */

/** A gzip member. */
export interface GzipMember {
  readonly offset: number
  readonly length: number
  readonly content: Buffer
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

/** CRC-32 as in the annex of RFC 1952. */
export function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (let at = 0; at < bytes.length; at++) value = (table[(value ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

/** Where the head of a member ends. */
function headEnd(bytes: Buffer, from: number): number {
  if (bytes.length - from < 18) throw new Error('a gzip member is shorter than its head and tail')
  if (bytes.readUInt16BE(from) !== 0x1f8b) throw new Error('no gzip member begins here')
  if (bytes[from + 2] !== 8) throw new Error('the method is not deflate')
  const flags = bytes[from + 3] ?? 0
  if (flags & 0xe0) throw new Error('reserved flags are set')
  let at = from + 10
  if (flags & 4) at += 2 + bytes.readUInt16LE(at)
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    const end = bytes.indexOf(0, at)
    if (end === -1) throw new Error('a name in the head has no end')
    at = end + 1
  }
  return flags & 2 ? at + 2 : at
}

/** The member at an offset; throws where there is none, or it is torn or spoilt. */
export function readGzipMember(bytes: Buffer, offset: number): GzipMember {
  const begin = headEnd(bytes, offset)
  const { buffer, engine } = inflateRawSync(bytes.subarray(begin), { info: true }) as unknown as {
    readonly buffer: Buffer
    readonly engine: { readonly bytesWritten: number }
  }
  const tail = begin + engine.bytesWritten
  if (bytes.length < tail + 8) throw new Error('the tail of a gzip member is torn')
  if (bytes.readUInt32LE(tail) !== checksum(buffer)) throw new Error('the checksum of a gzip member is wrong')
  if (bytes.readUInt32LE(tail + 4) !== buffer.length % 2 ** 32) throw new Error('the size of a gzip member is wrong')
  return { offset, length: tail + 8 - offset, content: buffer }
}
