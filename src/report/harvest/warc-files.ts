import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A file of answers as they were received. */
export interface WarcFile {
  /** From the workspace folder, with `/` between the parts. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** The WARC files of a workspace with their sums, by name; each is read once from begin to end. */
export async function listWarcFiles(workspace: string): Promise<WarcFile[]> {
  const folder = join(workspace, 'warc')
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => name.endsWith('.warc.gz')).toSorted()
  const files: WarcFile[] = []
  for (const name of names) {
    const path = join(folder, name)
    const hash = createHash('sha256')
    await pipeline(createReadStream(path), hash)
    files.push({ path: `warc/${name}`, bytes: (await stat(path)).size, sha256: hash.digest('hex') })
  }
  return files
}
