/* `npm test`: installs what is missing, then runs all tests; further arguments go to vitest. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { checkNode, ensureBuilt, ensureInstalled, root } from '../src/setup/ensure-ready.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const args = [vitest, 'run', '--config', join('test', 'vitest.config.ts'), ...process.argv.slice(2)]
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1
