import { mkdir, open, stat, truncate, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { asMachineError } from '../workspace/machine-error.ts'
import type { Exchange } from './exchange.ts'
import { gzipMember } from './gzip-member.ts'
import { readMembers } from './read-members.ts'
import { makeExchangeRecords, makeWarcInfo, newRecordId } from './warc-records.ts'

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
   * Appends the records of an exchange together. `metadata` is what is known besides, as of a capture that came from
   * an archive its `original` and `memento-datetime`; it becomes a metadata record beside the response.
   *
   * @throws {MachineError} where the disk is full or not writable; the file then ends where it ended before
   */
  write(exchange: Exchange, options?: { readonly metadata?: Readonly<Record<string, string>> }): Promise<WarcPlace>
  /** Waits until what was written is on the disk itself; those who wait at the same time share the work. */
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

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0)
}

/** An exchange that is packed and waits to be written. */
interface Waiting {
  readonly members: readonly (readonly Uint8Array[])[]
  readonly resolve: (place: WarcPlace) => void
  readonly reject: (error: unknown) => void
}

/** What is written at one go, unless one exchange alone is larger. */
const largestBatch = 8 * 1024 * 1024
/** Milliseconds from one syncing to the next, since while a disk syncs it takes nothing else. */
const leastPause = 250

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
  const queue: Waiting[] = []
  let file: WarcFile | undefined
  let end = 0
  let durable = 0
  let scratch = Buffer.alloc(0)
  let lastSync = Number.NEGATIVE_INFINITY
  let writing: Promise<void> | undefined
  let syncing: Promise<void> | undefined
  // The latest exchange that was handed over, whether or not its writing succeeds.
  let last: Promise<unknown> = Promise.resolve()

  async function firstRecord(): Promise<readonly Uint8Array[]> {
    await mkdir(folder, { recursive: true })
    const info = makeWarcInfo({ id: infoId, file: name, software: options.software, date: options.now })
    return gzipMember(info)
  }

  /** One batch is written at a time, so all use the same memory. */
  function joinBatch(parts: readonly Uint8Array[]): Buffer {
    const size = sizeOf(parts)
    if (size > scratch.byteLength) scratch = Buffer.allocUnsafeSlow(2 * size)
    let at = 0
    for (const part of parts) {
      scratch.set(part, at)
      at += part.byteLength
    }
    return scratch.subarray(0, size)
  }

  function takeBatch(): readonly Waiting[] {
    let size = 0
    const first = queue.findIndex(({ members }) => (size += sizeOf(members.flat())) > largestBatch)
    return queue.splice(0, first === -1 ? queue.length : Math.max(1, first))
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await asMachineError(`Writing ${path}`, async () => {
        const info = end === 0 ? await firstRecord() : []
        file ??= await openFile(path)
        const bytes = joinBatch([...info, ...batch.flatMap(({ members }) => members.flat())])
        await append(file, bytes, end)
        let at = end + sizeOf(info)
        end += bytes.byteLength
        for (const { members, resolve } of batch) {
          at += sizeOf(members.flat())
          const length = sizeOf(members.at(-1) ?? [])
          resolve({ file: name, offset: at - length, length })
        }
      })
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  async function writeQueue(): Promise<void> {
    while (queue.length > 0) await writeBatch(takeBatch())
    writing = undefined
  }

  async function syncOnce(): Promise<void> {
    await wait(Math.max(0, lastSync + leastPause - performance.now()))
    lastSync = performance.now()
    const target = end
    try {
      await asMachineError(`Writing ${path}`, async () => file?.datasync())
      durable = target
    } finally {
      syncing = undefined
    }
  }

  return {
    write(exchange, { metadata } = {}) {
      const written = Promise.all(makeExchangeRecords(exchange, { infoId, metadata }).map(gzipMember)).then(
        (members) =>
          new Promise<WarcPlace>((resolve, reject) => {
            queue.push({ members, resolve, reject })
            writing ??= writeQueue()
          }),
      )
      last = Promise.allSettled([last, written])
      return written
    },
    async sync() {
      await last
      const target = end
      while (durable < target) await (syncing ??= syncOnce())
    },
    async close() {
      await last
      await writing
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

/**
 * Where the last whole exchange of a WARC file of this tool ends, looking from `from`, the end of a record, on: what
 * follows was torn by a crash, or is a request whose answer was torn. 0 where there is no file.
 */
export async function wholeWarcLength(path: string, from: number): Promise<number> {
  const size = await stat(path).then(
    (facts) => facts.size,
    () => 0,
  )
  let end = Math.min(from, size)
  for await (const { offset, length, head } of readMembers(path, { from: end, keep: 64 })) {
    if (/^WARC\/1\.1\r\nWARC-Type: (warcinfo|response|revisit)\r\n/.test(head.toString('latin1'))) end = offset + length
  }
  return end
}
