/* `npm run build`: compiles the sources, as a package needs them. */
import { checkNode, ensureBuilt, ensureInstalled } from './ensure-ready.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
