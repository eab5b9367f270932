import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../../src/setup/ensure-ready.mjs'

const pdf = 'corpus/demo/site/www.executive.dunmere.example/files/joint-response-2021.pdf'
const manifest = `file,document_key,title,published
early.md,early,An early plan,2019-05-01
late.pdf,late,A late plan,2021-09-02
`
const early = `# An early plan

Staff take a trauma-informed approach to every young person whom they meet.

Where harm comes from outside the family, workers look at the places in which it happens.
`

/** As `snapshot document term` */
const expected = [
  '2020-06-30 early trauma-informed',
  '2022-12-31 early trauma-informed',
  '2022-12-31 late extra-familial',
  '2022-12-31 late trauma-aware',
]

/** Works with the installed command on two documents, from a folder that is neither theirs nor the package's. */
export function useInstalled(command, { temp, elsewhere, version, need, check }) {
  const documents = join(temp, 'documents')
  const cache = join(temp, 'cache')
  const report = join(temp, 'report')
  const pipeline = join(documents, 'policylens.yaml')
  mkdirSync(documents)
  writeFileSync(join(documents, 'manifest.csv'), manifest)
  writeFileSync(join(documents, 'early.md'), early)
  copyFileSync(join(root, pdf), join(documents, 'late.pdf'))
  const policylens = (...args) => {
    const name = args.slice(0, ['query', 'report'].includes(args[0]) ? 2 : 1).join(' ')
    return need(`policylens ${name}`, [command, ...args], { cwd: elsewhere, cache })
  }

  const told = policylens('--version').stdout.trim()
  check(`its version is ${version}`, told === version, told)
  policylens('init', documents, '--snapshot', '2020-06-30', '--snapshot', '2022-12-31')
  policylens('check', '-p', pipeline)
  policylens('run', '-p', pipeline, '--strict')
  const models = existsSync(cache) ? readdirSync(cache, { recursive: true, encoding: 'utf8' }) : []
  check(
    'the embedding model was built in the cache',
    models.some((path) => path.endsWith('.onnx')),
    models.join('\n'),
  )

  const mentions = JSON.parse(policylens('query', 'mentions', '-p', pipeline, '--format', 'json').stdout)
  const found = mentions.map((row) => `${row.snapshot} ${row.document_key} ${row.term}`).toSorted()
  check('query mentions gives the mentions', found.join() === expected.join(), found.join('\n'))
  const passages = JSON.parse(policylens('query', 'passages', '-p', pipeline, '--format', 'json').stdout)
  check(
    'query passages gives candidates with a similarity',
    passages.length > 0 && passages.every(({ similarity }) => similarity > 0 && similarity <= 1),
    JSON.stringify(passages, null, 1),
  )
  policylens('report', 'compare', '-p', pipeline, '--from', '2020-06-30', '--to', '2022-12-31', '--out', report)
  const page = readFileSync(join(report, 'index.html'), 'utf8')
  check('the report shows both plans', page.includes('An early plan') && page.includes('A late plan'))
  check('tables lie beside the report', existsSync(join(report, 'mentions.csv')), readdirSync(report).join('\n'))
  const again = policylens('run', '-p', pipeline).stderr
  check('a second run does nothing again', !/[1-9]\d* done now/.test(again), again)
}
