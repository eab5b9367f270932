import { mkdir, open, stat, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'
import { asMachineError } from '../workspace/machine-error.ts'
import type { Exchange } from './exchange.ts'
import { newRecordId, serializeExchange, serializeWarcInfo } from './warc-records.ts'

/** Where a response record stands: a gzip member of its own. */
export interface WarcPlace {
  /** Name of the file in its folder: `<run id>.warc.gz`. */
  readonly file: string
  /** Bytes from the beginning of the file. */
  readonly offset: number
  /** Compressed bytes; the record is the last of its exchange, so what was written whole ends at offset + length. */
  readonly length: number
}

/** The WARC file of one run. */
export interface WarcWriter {
  /**
   * Appends the records of an exchange at once.
   *
   * @throws {MachineError} where the disk is full or not writable; the file then ends where it ended before
   */
  write(exchange: Exchange): Promise<WarcPlace>
  /** Waits until what was written is on the disk itself. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** The part of a file that the writer needs; passed in by tests. */
export type WarcFile = Pick<FileHandle, 'write' | 'truncate' | 'datasync' | 'close' | 'stat'>

async function append(file: WarcFile, bytes: Uint8Array, end: number): Promise<void> {
  try {
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, end + done)
      done += bytesWritten
    }
  } catch (error) {
    // If not even this succeeds, the next run cuts the torn tail.
    await file.truncate(end).catch(() => undefined)
    throw error
  }
}

/**
 * Makes the WARC file of a run in a folder. The file is there only once something has been written. `now` is the time
 * of its first record.
 */
export function openWarcWriter(
  folder: string,
  options: {
    readonly runId: string
    /** Name and version of this tool. */
    readonly software: string
    readonly now: Date
    readonly openFile?: (path: string) => Promise<WarcFile>
  },
): WarcWriter {
  const name = `${options.runId}.warc.gz`
  const path = join(folder, name)
  const infoId = newRecordId()
  const openFile = options.openFile ?? ((target: string) => open(target, 'wx'))
  let file: WarcFile | undefined
  let end = 0
  let last: Promise<unknown> = Promise.resolve()

  async function writeNow(exchange: Exchange): Promise<WarcPlace> {
    const { request, response } = await serializeExchange(exchange, infoId)
    return asMachineError(`Writing ${path}`, async () => {
      const parts = [request, response]
      if (end === 0) {
        await mkdir(folder, { recursive: true })
        parts.unshift(
          await serializeWarcInfo({ id: infoId, file: name, software: options.software, date: options.now }),
        )
      }
      file ??= await openFile(path)
      const bytes = Buffer.concat(parts)
      await append(file, bytes, end)
      end += bytes.byteLength
      return { file: name, offset: end - response.byteLength, length: response.byteLength }
    })
  }

  return {
    write(exchange) {
      const written = last.then(() => writeNow(exchange))
      last = written.catch(() => undefined)
      return written
    },
    async sync() {
      await last
      await asMachineError(`Writing ${path}`, async () => file?.datasync())
    },
    async close() {
      await last
      await file?.close()
      file = undefined
    },
  }
}

/**
 * Cuts a WARC file after `length` bytes, the end of the last record that is vouched for, and says how many bytes that
 * were; a file that is absent or not longer stays as it is.
 *
 * @throws {MachineError} where the file cannot be written
 */
export async function trimWarc(path: string, length: number): Promise<number> {
  const size = await stat(path).then(
    (facts) => facts.size,
    () => 0,
  )
  if (size <= length) return 0
  await asMachineError(`Writing ${path}`, () => truncate(path, length))
  return size - length
}

const fixedHead = Buffer.from([0x1f, 0x8b, 8, 0])

/** Length of the gzip members that stand whole at the beginning of some bytes. */
function wholeMembers(bytes: Buffer): number {
  let end = 0
  for (;;) {
    const rest = bytes.subarray(end)
    // This tool writes the plain head of 10 bytes (RFC 1952).
    if (rest.byteLength < 18 || !rest.subarray(0, 4).equals(fixedHead)) return end
    try {
      const { buffer, engine } = inflateRawSync(rest.subarray(10), { info: true }) as unknown as {
        readonly buffer: Buffer
        readonly engine: { readonly bytesWritten: number }
      }
      const tail = 10 + engine.bytesWritten
      if (rest.byteLength < tail + 8 || rest.readUInt32LE(tail) !== crc32(buffer)) return end
      end += tail + 8
    } catch {
      return end
    }
  }
}

/**
 * Where the last whole record of a WARC file of this tool ends, looking from `from`, the end of a record, on: what
 * follows was torn by a crash. 0 where there is no file.
 */
export async function wholeWarcLength(path: string, from: number): Promise<number> {
  const file = await open(path, 'r').catch(() => null)
  if (file === null) return 0
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.max(0, size - from))
    await file.read(tail, 0, tail.byteLength, from)
    return Math.min(from, size) + wholeMembers(tail)
  } finally {
    await file.close()
  }
}
