import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/*
 * ZIP files whose entries are stored as they are, of any size: PKWARE's APPNOTE 6.3.10, sections 4.3.7 (local head),
 * 4.3.12 (central directory), 4.3.14 to 4.3.16 (ends) and 4.5.3 (64-bit sizes). Heads are completed once the bytes
 * are written, so that no data descriptors are needed, which some readers of ranges do not know.
 */

/** What was written of one entry. */
export interface ZipEntry {
  readonly name: string
  /** Lower-case hex. */
  readonly sha256: string
  readonly bytes: number
}

/** A ZIP file that is being written. */
export interface ZipWriter {
  /**
   * Adds an entry; one at a time. `bytes` is its size.
   *
   * @throws {RangeError} where the content has another size
   */
  add(
    name: string,
    content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    options: { readonly bytes: number },
  ): Promise<ZipEntry>
  /** Writes the directory and gives the size of the whole file. */
  finish(): Promise<number>
  /** Closes the file, finished or not. */
  close(): Promise<void>
}

interface Written extends ZipEntry {
  readonly crc: number
  readonly offset: number
}

const inNames = 0x0800
const needsZip64 = 45
const needsPlain = 10
const full = 0xffff_ffff

/** Years before 1980 cannot be told (MS-DOS); seconds are even. */
function dosTime(at: Date): { readonly date: number; readonly time: number } {
  const year = Math.max(1980, at.getUTCFullYear())
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  }
}

/** A run of little-endian numbers, each as `[value, bytes]`. */
function pack(...numbers: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of numbers) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at)
    else buffer.writeUIntLE(value, at, bytes)
    at += bytes
  }
  return buffer
}

/**
 * Makes a ZIP file.
 *
 * @throws the error of the file system where the file cannot be written
 */
export async function createZip(
  path: string,
  options: {
    readonly now: Date
    /** Sizes and offsets from here on are written with 64 bits; default: where 32 no longer do. */
    readonly zip64From?: number
  },
): Promise<ZipWriter> {
  const file: FileHandle = await open(path, 'w')
  const entries: Written[] = []
  const zip64From = options.zip64From ?? full
  const { date, time } = dosTime(options.now)
  let end = 0

  async function put(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.byteLength;) {
      done += (await file.write(bytes, done, bytes.byteLength - done, at + done)).bytesWritten
    }
  }
  const isLarge = (value: number): boolean => value >= zip64From
  const short = (value: number, large: boolean): readonly [number, 4] => [large ? full : value, 4]

  /** A local head has room for 64-bit sizes only where the directory says so too: readers of ranges count on it. */
  function localHead(entry: Written, large: boolean): Buffer {
    const name = Buffer.from(entry.name)
    const extra = large ? pack([1, 2], [16, 2], [entry.bytes, 8], [entry.bytes, 8]) : Buffer.alloc(0)
    return Buffer.concat([
      pack(
        [0x04034b50, 4],
        [large ? needsZip64 : needsPlain, 2],
        [inNames, 2],
        [0, 2],
        [time, 2],
        [date, 2],
        [entry.crc, 4],
        short(entry.bytes, large),
        short(entry.bytes, large),
        [name.byteLength, 2],
        [extra.byteLength, 2],
      ),
      name,
      extra,
    ])
  }

  function directoryLine(entry: Written): Buffer {
    const name = Buffer.from(entry.name)
    const large = isLarge(entry.bytes)
    const far = isLarge(entry.offset)
    const values = [...(large ? [entry.bytes, entry.bytes] : []), ...(far ? [entry.offset] : [])]
    const body = pack(...values.map((value) => [value, 8] as const))
    const extra = values.length === 0 ? body : Buffer.concat([pack([1, 2], [body.byteLength, 2]), body])
    return Buffer.concat([
      pack(
        [0x02014b50, 4],
        [needsZip64, 2],
        [large || far ? needsZip64 : needsPlain, 2],
        [inNames, 2],
        [0, 2],
        [time, 2],
        [date, 2],
        [entry.crc, 4],
        short(entry.bytes, large),
        short(entry.bytes, large),
        [name.byteLength, 2],
        [extra.byteLength, 2],
        [0, 2],
        [0, 2],
        [0, 2],
        [0, 4],
        short(entry.offset, far),
      ),
      name,
      extra,
    ])
  }

  function endOfDirectory(start: number, size: number): Buffer {
    const count = entries.length
    const large = isLarge(start) || isLarge(size) || count >= 0xffff
    const plain = pack(
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [large ? 0xffff : count, 2],
      [large ? 0xffff : count, 2],
      short(size, large),
      short(start, large),
      [0, 2],
    )
    if (!large) return plain
    const record = pack(
      [0x06064b50, 4],
      [44, 8],
      [needsZip64, 2],
      [needsZip64, 2],
      [0, 4],
      [0, 4],
      [count, 8],
      [count, 8],
      [size, 8],
      [start, 8],
    )
    const locator = pack([0x07064b50, 4], [0, 4], [start + size, 8], [1, 4])
    return Buffer.concat([record, locator, plain])
  }

  return {
    async add(name, content, { bytes }) {
      const offset = end
      const large = isLarge(bytes)
      const hash = createHash('sha256')
      const draft: Written = { name, sha256: '', bytes, crc: 0, offset }
      const begin = offset + localHead(draft, large).byteLength
      let crc = 0
      let at = begin
      for await (const chunk of content) {
        hash.update(chunk)
        crc = crc32(chunk, crc)
        await put(chunk, at)
        at += chunk.byteLength
      }
      if (at - begin !== bytes) throw new RangeError(`${name} has ${at - begin} bytes, not ${bytes}`)
      const entry = { ...draft, sha256: hash.digest('hex'), crc }
      await put(localHead(entry, large), offset)
      end = at
      entries.push(entry)
      return { name, sha256: entry.sha256, bytes }
    },
    async finish() {
      const directory = Buffer.concat(entries.map(directoryLine))
      const tail = Buffer.concat([directory, endOfDirectory(end, directory.byteLength)])
      await put(tail, end)
      await file.datasync()
      return end + tail.byteLength
    },
    close: () => file.close(),
  }
}
