import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
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

async function publish(folder: string, temporary: string, name: string): Promise<void> {
  const target = join(folder, 'files', name)
  const present = await access(target).then(
    () => true,
    () => false,
  )
  // What is there under this hash is the same bytes, whole: it came there by a rename too.
  if (present) await rm(temporary)
  else await rename(temporary, target)
}

/**
 * Keeps bytes in `folder/files` under their SHA-256; bytes that are there already stay as they are. `hint` is the
 * extension that the name or the server promised.
 *
 * @throws {MachineError} where the folder cannot be written
 */
export async function storeBytes(
  folder: string,
  bytes: Uint8Array,
  options: { readonly extension: string },
): Promise<StoredBytes> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const detected = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const name = `${sha256}.${extensionOf(detected?.ext, bytes.subarray(0, 1024), options.extension)}`
  return keep(folder, name, async (temporary) => {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    return { sha256, path: `files/${name}`, bytes: bytes.byteLength, name }
  })
}

/**
 * Copies a file into `folder/files` under the SHA-256 of what was copied.
 *
 * @throws {MachineError} where the folder cannot be written; the error of the file system where `path` cannot be read
 */
export async function copyFileToStore(folder: string, path: string): Promise<StoredBytes> {
  return keep(folder, path, async (temporary) => {
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
    return { sha256, path: `files/${name}`, bytes, name }
  })
}

async function keep(
  folder: string,
  label: string,
  write: (temporary: string) => Promise<StoredBytes & { readonly name: string }>,
): Promise<StoredBytes> {
  const attempt = `Storing ${label} in ${folder}`
  return openFiles.add(() => asMachineError(attempt, store))

  async function store(): Promise<StoredBytes> {
    await mkdir(join(folder, 'files'), { recursive: true })
    const temporary = join(folder, 'files', `${partial}${randomUUID()}`)
    try {
      const { name, ...stored } = await write(temporary)
      await publish(folder, temporary, name)
      return stored
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw error
    }
  }
}

/** Removes what a process that was killed left half-written in `folder/files`; says how many files that were. */
export async function removePartialFiles(folder: string): Promise<number> {
  const names = await readdir(join(folder, 'files')).catch(() => [])
  const left = names.filter((name) => name.startsWith(partial))
  for (const name of left) await rm(join(folder, 'files', name), { force: true })
  return left.length
}
