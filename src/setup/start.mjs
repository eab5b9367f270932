/* `npm start`: the demo, from crawl to report. */
import { checkNode, ensureBuilt, ensureInstalled, root } from './ensure-ready.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
process.chdir(root)
const { main } = await import('../../dist/cli/main.js')
const pipeline = ['--pipeline', 'pipelines/demo.yaml']
process.exitCode = (await main(['run', ...pipeline])) || (await main(['report', 'compare', ...pipeline]))
process.stderr.write('In this folder the command is: npx policylens --help\n')
