/* `npm run build`: compiles the sources from the start, so that a package holds nothing of sources that are gone. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { checkNode, ensureBuilt, ensureInstalled, root } from './ensure-ready.mjs'

checkNode()
ensureInstalled()
rmSync(join(root, 'dist'), { recursive: true, force: true })
ensureBuilt()
