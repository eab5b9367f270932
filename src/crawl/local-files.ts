import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { asMachineError } from '../workspace/machine-error.ts'

/** A document's file in a folder. */
export interface LocalFile {
  /** From the folder, with `/` between the parts. */
  readonly path: string
  readonly absolute: string
  readonly bytes: number
}

// The last three cannot be read; they are listed so that they are recorded as such and not silently left out.
const extensions: ReadonlySet<string> = new Set(
  ['pdf', 'docx', 'html', 'htm', 'md', 'markdown', 'txt', 'doc', 'odt', 'rtf'].map((name) => `.${name}`),
)

const deepest = 32

/** Whether a path, once links are followed, stays in a folder; both as `realpath` gives them. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !/^([a-z]:|[\\/])/i.test(way)
}

/**
 * The documents in a folder and its subfolders, sorted by path: files with an extension of a document, without hidden
 * files and folders and without links that lead out of the folder.
 *
 * @throws {MachineError} where the folder cannot be read
 */
export async function listReadableFiles(folder: string): Promise<LocalFile[]> {
  return asMachineError(`Reading the folder ${folder}`, async () => {
    const root = await realpath(folder)
    const found: LocalFile[] = []
    const seen = new Set<string>()
    await walk('', root, 0)
    return found.sort((a, b) => (a.path < b.path ? -1 : 1))

    async function walk(path: string, real: string, depth: number): Promise<void> {
      // A link to a folder above it would lead in circles.
      if (seen.has(real) || depth > deepest) return
      seen.add(real)
      for (const name of await readdir(real)) {
        if (name.startsWith('.') || name === 'node_modules') continue
        const target = await realpath(join(real, name)).catch(() => null)
        if (target === null || !isInside(root, target)) continue
        const facts = await stat(target)
        const inner = path === '' ? name : `${path}/${name}`
        if (facts.isDirectory()) await walk(inner, target, depth + 1)
        else if (facts.isFile() && extensions.has(extname(name).toLowerCase())) {
          found.push({ path: inner, absolute: join(folder, ...inner.split('/')), bytes: facts.size })
        }
      }
    }
  })
}
