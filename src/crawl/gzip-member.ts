import { promisify } from 'node:util'
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib'

/*
 * One member of a gzip file (RFC 1952), for records that each stand alone. The level is the lowest: pages lose three
 * quarters of their size at it, and higher levels take five times as long for a twentieth more.
 */

const deflateInPool = promisify(deflateRaw)

/** Below this, handing the work to another thread takes longer than the work. */
const largestAtOnce = 64 * 1024
const sampleBytes = 8 * 1024
/** A stored block of deflate holds at most this (RFC 1951, 3.2.4). */
const largestBlock = 0xffff

/** The plain head: no name, no time, system unknown. */
const memberHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])

function options(bytes: number): { readonly level: number; readonly chunkSize: number } {
  return { level: constants.Z_BEST_SPEED, chunkSize: Math.max(constants.Z_MIN_CHUNK, bytes >> 1) }
}

/** Whether the middle of some bytes gets smaller; that of PDF files, pictures and packed bodies does not. */
function shrinks(bytes: Uint8Array): boolean {
  const from = (bytes.byteLength - sampleBytes) >> 1
  const sample = bytes.subarray(from, from + sampleBytes)
  return deflateRawSync(sample, options(sampleBytes)).byteLength < 0.96 * sampleBytes
}

/** Deflate's form for bytes as they are: blocks of a five-byte head and up to 65,535 bytes. */
function storedBlocks(parts: readonly Uint8Array[]): Uint8Array[] {
  const blocks: Uint8Array[] = []
  for (const part of parts) {
    for (let at = 0; at < part.byteLength; at += largestBlock) {
      const bytes = part.subarray(at, at + largestBlock)
      const head = Buffer.alloc(5)
      head.writeUInt16LE(bytes.byteLength, 1)
      head.writeUInt16LE(bytes.byteLength ^ 0xffff, 3)
      blocks.push(head, bytes)
    }
  }
  // The last block, which is empty, says that it is the last.
  return [...blocks, Buffer.from([1, 0, 0, 0xff, 0xff])]
}

/** Small records are joined here: a new buffer for each would have the memory cleaned up every few dozen records. */
const joined = Buffer.allocUnsafeSlow(largestAtOnce)

function joinSmall(parts: readonly Uint8Array[]): Buffer {
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.byteLength
  }
  return joined.subarray(0, at)
}

async function deflated(parts: readonly Uint8Array[], size: number): Promise<readonly Uint8Array[]> {
  if (size <= largestAtOnce) return [deflateRawSync(joinSmall(parts), options(size))]
  const largest = parts.reduce((one, other) => (other.byteLength > one.byteLength ? other : one))
  if (!shrinks(largest)) return storedBlocks(parts)
  return [await deflateInPool(Buffer.concat(parts), options(size))]
}

/** Some bytes, joined, as one gzip member, in pieces to be written one after another. */
export async function gzipMember(parts: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0)
  const tail = Buffer.alloc(8)
  tail.writeUInt32LE(
    parts.reduce((crc, part) => crc32(part, crc), 0),
    0,
  )
  tail.writeUInt32LE(size % 2 ** 32, 4)
  return [memberHead, ...(await deflated(parts, size)), tail]
}
