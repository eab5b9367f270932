import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Sizes of a folder's files by the npm package that holds them, in bytes. */
function sizesByPackage(folder) {
  const sizes = new Map()
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const stat = lstatSync(join(folder, path))
    if (!stat.isFile()) continue
    const parts = path.split(/[\\/]/)
    const at = parts.lastIndexOf('node_modules')
    const name = parts.slice(at + 1, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join('/')
    sizes.set(name, (sizes.get(name) ?? 0) + stat.size)
  }
  return sizes
}

/** The size of an installation and of its ten largest packages, as lines of text. */
export function measureFolder(folder) {
  const sizes = [...sizesByPackage(folder)].toSorted(([, a], [, b]) => b - a)
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  const line = ([name, size]) => `     ${String(Math.round(size / 1e6)).padStart(5)} MB  ${name}\n`
  return `Installed size:\n${line([`in all, ${sizes.length} packages`, total])}${sizes.slice(0, 10).map(line).join('')}`
}
