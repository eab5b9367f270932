import { createHash, randomUUID } from 'node:crypto'
import { closeSync, createReadStream, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'
import PQueue from 'p-queue'
import { asMachineError } from '../workspace/machine-error.ts'

/** Bytes that are kept under their hash. */
export interface StoredBytes {
  /** Lower-case hex. */
  readonly sha256: string
  /** From the workspace folder, with `/`: `files/<sha256>.<extension>`. */
  readonly path: string
  readonly bytes: number
}

const partial = '.partial-'
// A corpus of thousands of files, asked for at once, would open more files than the system allows a process.
const openFiles = new PQueue({ concurrency: 16 })
const textExtensions: ReadonlySet<string> = new Set(['html', 'htm', 'xhtml', 'md', 'markdown', 'txt', 'xml', 'csv'])

/** Whether bytes begin as a page does, which no other format does: looking for their marks then takes time for nothing. */
function isPage(head: Uint8Array): boolean {
  return /^\s*<(!doctype html|html)\b/i.test(
    Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1'),
  )
}

/** The extension that the bytes deserve; `hint` counts only for text, which has no mark of its own. */
function extensionOf(detected: string | undefined, head: Uint8Array, hint: string): string {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 1024)).toString('latin1')
  // PDF allows other bytes before its mark (ISO 32000-1, implementation note 13).
  if (text.includes('%PDF-')) return 'pdf'
  if (detected !== undefined && detected !== 'xml') return detected
  const wanted = hint.toLowerCase().replace(/^\./, '')
  if (textExtensions.has(wanted)) return wanted
  return /<(!doctype html|html|head|body)\b/i.test(text) ? 'html' : (detected ?? 'bin')
}

/** Whether bytes are there already; told by their number, for a crash of the machine may leave a file short. */
function isThere(path: string, bytes: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes
}

function temporaryIn(folder: string): string {
  return join(folder, 'files', `${partial}${randomUUID()}`)
}

/** Makes a file for writing, and its folder where that is not there yet. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, 'wx')
  }
}

/**
 * Writes at once: these calls reach the memory of the system only and take microseconds; handed to another thread,
 * each would take several times as long.
 */
function writeAtOnce(folder: string, target: string, bytes: Uint8Array): void {
  if (isThere(target, bytes.byteLength)) return
  const temporary = temporaryIn(folder)
  try {
    const file = openNew(temporary)
    try {
      for (let at = 0; at < bytes.byteLength;) at += writeSync(file, bytes, at)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/**
 * Keeps bytes in `folder/files` under their SHA-256; bytes that are there already stay as they are. `extension` is
 * what the name or the server promised. The disk itself may have them only some seconds later; should the machine
 * crash before, `restoreCapture` makes them anew from the WARC file, which is on the disk before a capture is recorded.
 *
 * @throws {MachineError} where the folder cannot be written
 */
export async function storeBytes(
  folder: string,
  bytes: Uint8Array,
  options: { readonly extension: string },
): Promise<StoredBytes> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const head = bytes.subarray(0, 1024)
  const detected = isPage(head) ? undefined : await fileTypeFromBuffer(bytes).catch(() => undefined)
  const name = `${sha256}.${extensionOf(detected?.ext, head, options.extension)}`
  await asMachineError(`Storing ${name} in ${folder}`, () => writeAtOnce(folder, join(folder, 'files', name), bytes))
  return { sha256, path: `files/${name}`, bytes: bytes.byteLength }
}

/**
 * Copies a file into `folder/files` under the SHA-256 of what was copied.
 *
 * @throws {MachineError} where the folder cannot be written; the error of the file system where `path` cannot be read
 */
export async function copyFileToStore(folder: string, path: string): Promise<StoredBytes> {
  await access(path)
  return openFiles.add(() => asMachineError(`Storing ${path} in ${folder}`, () => copyNow(folder, path)))
}

async function copyNow(folder: string, path: string): Promise<StoredBytes> {
  await mkdir(join(folder, 'files'), { recursive: true })
  const temporary = temporaryIn(folder)
  try {
    const detected = await fileTypeFromFile(path).catch(() => undefined)
    const hash = createHash('sha256')
    let bytes = 0
    let head: Uint8Array = new Uint8Array()
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (bytes === 0) head = chunk.subarray(0, 1024)
        bytes += chunk.byteLength
        hash.update(chunk)
        done(null, chunk)
      },
    })
    const file = await open(temporary, 'wx')
    await pipeline(createReadStream(path), count, file.createWriteStream({ flush: true }))
    const sha256 = hash.digest('hex')
    const name = `${sha256}.${extensionOf(detected?.ext, head, extname(path))}`
    const target = join(folder, 'files', name)
    if (isThere(target, bytes)) await rm(temporary)
    else await rename(temporary, target)
    return { sha256, path: `files/${name}`, bytes }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Removes what a process that was killed left half-written in `folder/files`; says how many files that were. */
export async function removePartialFiles(folder: string): Promise<number> {
  const names = await readdir(join(folder, 'files')).catch(() => [])
  const left = names.filter((name) => name.startsWith(partial))
  for (const name of left) await rm(join(folder, 'files', name), { force: true })
  return left.length
}
