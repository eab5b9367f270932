import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageFile } from '../../src/package-file.ts'

/** A cache folder that lasts from test run to test run, and is another one as soon as the converter's code changes. */
export function testCacheFolder(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(packageFile('src/embed')).sort())
    hash.update(readFileSync(packageFile(`src/embed/${file}`)))
  return join(tmpdir(), `policylens-test-${hash.digest('hex').slice(0, 16)}`)
}
