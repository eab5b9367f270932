import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function findPackageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/** The folder that holds this package's package.json, in a clone as in an installation. */
const packageRoot: string = findPackageRoot()

/** Absolute path of a data file that ships with the package, given as a path from its root. */
export function packageFile(path: string): string {
  return join(packageRoot, path)
}

/** Version of this package. */
export const packageVersion: string = (
  JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }
).version
