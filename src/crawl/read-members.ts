import { open, type FileHandle } from 'node:fs/promises'
import { crc32, inflateRawSync } from 'node:zlib'

/** A gzip member that stands whole in its file. */
export interface Member {
  /** Bytes from the beginning of the file. */
  readonly offset: number
  /** Compressed bytes, head and tail included. */
  readonly length: number
  /** The first bytes of what it holds. */
  readonly head: Buffer
}

/** The plain head of 10 bytes that this tool writes (RFC 1952). */
const fixedHead = Buffer.from([0x1f, 0x8b, 8, 0])
const headBytes = 10
const tailBytes = 8
const smallestWindow = 1024 * 1024
/** No record of this tool comes near to it; a member that claims more is not read. */
const largestRecord = 2 ** 30

type Inflated = { readonly length: number; readonly content: Buffer } | 'broken' | 'more'

/** The member at the beginning of some bytes; `more` where it may go on beyond their end. */
function inflate(bytes: Buffer): Inflated {
  if (bytes.byteLength < headBytes + tailBytes) return 'more'
  if (!bytes.subarray(0, fixedHead.byteLength).equals(fixedHead)) return 'broken'
  try {
    const { buffer, engine } = inflateRawSync(bytes.subarray(headBytes), {
      info: true,
      maxOutputLength: largestRecord,
    }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } }
    const tail = headBytes + engine.bytesWritten
    if (bytes.byteLength < tail + tailBytes) return 'more'
    const sound = bytes.readUInt32LE(tail) === crc32(buffer) && bytes.readUInt32LE(tail + 4) === buffer.byteLength
    return sound ? { length: tail + tailBytes, content: buffer } : 'broken'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'Z_BUF_ERROR' ? 'more' : 'broken'
  }
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes)
  const { bytesRead } = await file.read(buffer, 0, bytes, at)
  return buffer.subarray(0, bytesRead)
}

/**
 * The gzip members of a file of this tool that stand whole one after another from `from` on, each with the first
 * `keep` bytes of what it holds. It ends where the file ends or the first member is torn or broken. Holds one member
 * at a time. None where there is no file.
 */
export async function* readMembers(
  path: string,
  { from, keep }: { readonly from: number; readonly keep: number },
): AsyncGenerator<Member> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return
  try {
    let start = from
    let window: Buffer = Buffer.alloc(0)
    for (let offset = from; ;) {
      const found = inflate(window.subarray(offset - start))
      if (found === 'broken') return
      if (found === 'more') {
        const left = start + window.byteLength - offset
        start = offset
        const wider = await readAt(file, start, Math.max(smallestWindow, 2 * left))
        if (wider.byteLength <= left) return
        window = wider
        continue
      }
      yield { offset, length: found.length, head: Buffer.from(found.content.subarray(0, keep)) }
      offset += found.length
    }
  } finally {
    await file.close()
  }
}
