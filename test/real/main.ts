import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { parse } from 'csv-parse/sync'

/*
 * The main job on 168 real inspection reports: each figure is compared with counts that other tools made and people
 * checked. Prints a table and exits with 1 where something differs.
 */

const shared = resolve(process.argv[2] ?? '../shared')
const reports = join(shared, 'documents', 'ofsted-ilacs')
const work = resolve('.policylens/real')
const command = resolve('src/cli/policylens.mjs')
const failures: string[] = []

type Record_ = Record<string, string>

interface Answer {
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
}

function policylens(...args: readonly string[]): Answer {
  const begun = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (status !== 0) throw new Error(`policylens ${args.join(' ')} ended with ${status}:\n${stderr}`)
  return { stdout, stderr, seconds: (performance.now() - begun) / 1000 }
}

/** Runs another check of this folder, whose words go to the terminal too. */
function script(name: string, argument: string): { readonly status: number | null; readonly stdout: string } {
  const args = ['--import', 'tsx', join('test', 'real', name), argument]
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // The last line is the sum.
  process.stdout.write(`     ${stdout.trimEnd().split('\n').at(-1) ?? ''}\n`)
  return { status, stdout }
}

function rows(text: string): Record_[] {
  return parse(text, { columns: true })
}

function expect(what: string, found: unknown, wanted: unknown): void {
  const good = found === wanted
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${what}: ${String(found)}${good ? '' : `, not ${String(wanted)}`}\n`)
  if (!good) failures.push(what)
}

function expectWithin(
  what: string,
  found: number,
  { least = -Infinity, most = Infinity }: { readonly least?: number; readonly most?: number },
): void {
  const good = found >= least && found <= most
  const bounds = [Number.isFinite(least) ? `at least ${least}` : '', Number.isFinite(most) ? `at most ${most}` : '']
    .filter((bound) => bound !== '')
    .join(', ')
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${what}: ${found.toFixed(4)} (${bounds})\n`)
  if (!good) failures.push(what)
}

/** The table of the study: documents and words, then mentions and documents of each approach's first term. */
const expected = {
  '2020-06-30': {
    documents: 114,
    words: 571_040,
    'contextual-safeguarding': [25, 21],
    'trauma-informed': [7, 4],
    'transitional-safeguarding': [0, 0],
    'extra-familial': [3, 2],
  },
  '2022-12-31': {
    documents: 150,
    words: 656_601,
    'contextual-safeguarding': [30, 24],
    'trauma-informed': [13, 8],
    'transitional-safeguarding': [0, 0],
    'extra-familial': [11, 9],
  },
} as const
const approaches = [
  'contextual-safeguarding',
  'trauma-informed',
  'transitional-safeguarding',
  'extra-familial',
] as const

function checkStudy(): string {
  const pipeline = join(work, 'study', 'policylens.yaml')
  const snapshots = ['--snapshot', '2020-06-30', '--snapshot', '2022-12-31']
  policylens('init', reports, '--out', pipeline, '--workspace', join(work, 'study', 'workspace'), ...snapshots)
  const first = policylens('run', '-p', pipeline, '--strict')
  process.stdout.write(`first run: ${first.seconds.toFixed(1)} s\n${first.stderr}`)
  const prevalence = rows(policylens('query', 'prevalence', '-p', pipeline).stdout)
  const mentions = rows(policylens('query', 'mentions', '-p', pipeline).stdout)
  for (const [snapshot, wanted] of Object.entries(expected)) {
    const row = prevalence.find((one) => one['snapshot'] === snapshot)
    expect(`${snapshot} documents obtained`, Number(row?.['obtained']), wanted.documents)
    expectWithin(`${snapshot} words, relative to the other tool's`, Number(row?.['words']) / wanted.words, {
      least: 0.96,
      most: 1.04,
    })
    for (const approach of approaches) {
      const found = mentions.filter((one) => one['snapshot'] === snapshot && one['term'] === approach)
      const documents = new Set(found.map((one) => one['document_key'])).size
      expect(`${snapshot} ${approach}`, `${found.length} in ${documents}`, wanted[approach].join(' in '))
    }
  }
  const disputed = mentions.filter((one) => one['disputed'] === 'true').length
  process.stdout.write(`     mentions that only one reader spells: ${disputed}\n`)
  return pipeline
}

function checkReruns(pipeline: string): void {
  const again = policylens('run', '-p', pipeline)
  expectWithin('run again, nothing changed: seconds', again.seconds, { most: 5 })
  const repeated = [...again.stderr.matchAll(/(\d+) done now/g)].reduce((sum, [, count]) => sum + Number(count), 0)
  expect('run again, nothing changed: items done twice', repeated, 0)
  const prevalence = Array.from({ length: 3 }, () => policylens('query', 'prevalence', '-p', pipeline).seconds)
  expectWithin('query prevalence, process start included: seconds', Math.min(...prevalence), { most: 1 })

  const approachFolder = join(work, 'study', 'approaches')
  policylens('lexicon', 'copy', approachFolder)
  const list = ['contextual-safeguarding', 'transitional-safeguarding', 'trauma-informed', 'extra-familial']
  const yaml = readFileSync(pipeline, 'utf8')
  const own = `approaches:\n${list.map((id) => `  - approaches/${id}.yaml`).join('\n')}\n`
  writeFileSync(pipeline, yaml.replace('approaches: shipped\n', own))
  const file = join(approachFolder, 'contextual-safeguarding.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('patterns:', 'patterns:\n      - contextual admissions'))
  const edited = policylens('run', '-p', pipeline)
  expectWithin('run after editing the terms of one approach: seconds', edited.seconds, { most: 15 })
  const done = [...edited.stderr.matchAll(/^(\w+) +(\d+) done now/gm)].map(([, stage, count]) => `${stage} ${count}`)
  expect(
    'run after editing the terms of one approach: items done',
    done.join(', '),
    'crawl 0, extract 0, chunk 0, embed 0, detect 168',
  )
  writeFileSync(pipeline, yaml)
  policylens('run', '-p', pipeline)
}

/** Every file as a document of its own: each cell of the independent counts must be met. */
function checkCells(): void {
  const pipeline = join(work, 'cells', 'policylens.yaml')
  policylens('init', join(reports, 'files'), '--out', pipeline, '--workspace', join(work, 'cells', 'workspace'))
  // Once, every page is read by both readers.
  writeFileSync(pipeline, `${readFileSync(pipeline, 'utf8')}extract: { verify: all }\n`)
  policylens('run', '-p', pipeline, '--stage', 'crawl', 'extract', 'detect')
  const disputed = rows(policylens('query', 'disputed', '-p', pipeline).stdout)
  process.stdout.write(`     every page read twice: ${disputed.length} mentions that only one reader spells\n`)
  for (const row of disputed) process.stdout.write(`     ${Object.values(row).join(' · ')}\n`)
  const mentions = rows(policylens('query', 'mentions', '-p', pipeline).stdout)
  const wrong = rows(readFileSync(join(reports, 'term-counts.csv'), 'utf8')).flatMap((row) =>
    approaches.flatMap((approach) => {
      const key = (row['file'] ?? '').replace(/^files\//, '').replace(/\.pdf$/, '')
      const found = mentions.filter((one) => one['document_key'] === key && one['term'] === approach).length
      return found === Number(row[approach]) ? [] : [`${key} ${approach}: ${found}, not ${row[approach]}`]
    }),
  )
  expect('cells of term-counts.csv that differ, of 672', wrong.length, 0)
  for (const line of wrong) process.stdout.write(`     ${line}\n`)
}

rmSync(work, { recursive: true, force: true })
mkdirSync(work, { recursive: true })
const pipeline = checkStudy()
checkReruns(pipeline)
const report = policylens('report', 'compare', '-p', pipeline, '--out', join(work, 'report'))
process.stdout.write(`report: ${report.seconds.toFixed(1)} s\n${report.stdout}`)
checkCells()
const map = script('piece-map.ts', join(shared, 'documents'))
expect('pieces that do not lead to the glyphs that spell them', /(\d+) faults/.exec(map.stdout)?.[1], '0')
for (const [what, name] of [
  ['recorded answers of web archives', 'archive-cases.ts'],
  ['sitemaps', 'sitemap-cases.ts'],
  ['WARC files by a strict reader', 'warc-cases.ts'],
  ['broken and hostile files', 'bad-files.ts'],
] as const) {
  expect(`${what}, as they should be`, script(name, shared).status, 0)
}
expect('Spearman on the STS benchmark’s test set, as it should be', script('sts.ts', shared).status, 0)
process.stdout.write(
  failures.length === 0 ? '\nAll as it should be.\n' : `\n${failures.length} checks failed: ${failures.join('; ')}\n`,
)
process.exitCode = failures.length === 0 ? 0 : 1
