/* `npm run real`: the main job on real documents in ../shared, checked against independent counts. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { checkNode, ensureBuilt, ensureInstalled, root } from '../../src/setup/ensure-ready.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
const shared = process.env.POLICYLENS_SHARED ?? join(root, '..', 'shared')
if (!existsSync(shared)) {
  process.stdout.write(`There are no real documents here: ${shared} is absent. Nothing was checked.\n`)
} else {
  const args = ['--import', 'tsx', join('test', 'real', 'main.ts'), shared]
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1
}
