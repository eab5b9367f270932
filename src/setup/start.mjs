/* `npm start`: the demo, from crawl to report. */
import { checkNode, ensureBuilt, ensureInstalled, root } from './ensure-ready.mjs'

checkNode()
ensureInstalled()
ensureBuilt()
process.chdir(root)
const { main } = await import('../../dist/cli/main.js')
const pipeline = ['--pipeline', 'pipelines/demo.yaml']
// Its publisher refuses machines, and no archive holds it: a person got it. Supplied again, it changes nothing.
const supplied = [
  ['policing-vulnerability', 'corpus/demo/supplied/young-people-at-risk-2019.pdf'],
  ['--snapshot', '2020-06-30', '--obtained', '2020-09-14', '--note', 'Sent by the college’s library'],
  ['--source-url', 'http://www.policecollege.veskar.example/files/young-people-at-risk-2019.pdf'],
].flat()
for (const command of [['supply', ...supplied], ['run'], ['report', 'harvest'], ['report', 'compare']]) {
  process.exitCode = await main([...command, ...pipeline])
  if (process.exitCode !== 0) break
}
process.stderr.write('In this folder the command is: npx policylens --help\n')
