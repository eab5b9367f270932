/* `npm run bench`: the speed of the main tasks beside the tools that people use now; `-- --short` takes fewer rounds. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { checkNode, ensureBuilt, ensureInstalled, root } from '../../src/setup/ensure-ready.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
const args = ['--import', 'tsx', join('test', 'bench', 'main.ts'), ...process.argv.slice(2)]
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1
