import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

import { stringify } from 'yaml'

import { readFolder } from '../../crawl/read-folder.ts'
import { readManifest, type EditionList } from '../../crawl/read-registry.ts'
import { requireIsoDate } from '../../model/iso-date.ts'
import { formatMistake } from '../../model/mistake.ts'
import { UserError } from '../../model/user-error.ts'
import { mistakesError } from '../../pipeline/load-pipeline.ts'
import { displayPath } from '../../pipeline/load-yaml.ts'
import { asMachineError } from '../../workspace/machine-error.ts'
import type { InitFlags } from '../flags.ts'

/** `policylens init`: a pipeline for a folder of the user's own documents. Nothing is overwritten. */
export async function init(folder: string, flags: InitFlags): Promise<void> {
  const target = resolve(folder)
  if (!existsSync(target) || !statSync(target).isDirectory()) {
    throw new UserError(`There is no folder ${folder}`, { hint: 'Name the folder that holds your documents' })
  }
  const out = resolve(flags.out ?? join(target, 'policylens.yaml'))
  if (existsSync(out)) {
    throw new UserError(`${displayPath(out)} is there already`, { hint: 'Remove it first, or name another with --out' })
  }
  const today = new Date().toISOString().slice(0, 10)
  const snapshots =
    flags.snapshot.length > 0 ? flags.snapshot.map((date) => requireIsoDate('--snapshot', date)) : [today]
  const manifest = join(target, 'manifest.csv')
  const list = existsSync(manifest) ? await readManifest(manifest, { folder: target }) : await readFolder(target)
  if (list.mistakes.length > 0) throw mistakesError(list.mistakes)
  if (list.editions.length === 0) {
    throw new UserError(`There are no documents in ${folder}`, {
      hint: 'Put PDF, DOCX, HTML, Markdown or text files there',
    })
  }
  const base = dirname(out)
  const pipeline = stringify({
    title: `Documents in ${target.split(sep).at(-1)}`,
    snapshots: [...new Set(snapshots)].sort(),
    workspace: portable(base, resolve(flags.workspace ?? join(target, '.policylens'))),
    source: { kind: 'local', folder: portable(base, target) },
    approaches: 'shipped',
  })
  await asMachineError(`Cannot write ${out}`, () => {
    mkdirSync(base, { recursive: true })
    writeFileSync(out, `${header}${pipeline}`, { flag: 'wx' })
  })
  process.stdout.write(`${displayPath(out)} written: ${describe(list, existsSync(manifest))}\n`)
  for (const warning of list.warnings) process.stdout.write(`${formatMistake(warning)}\n`)
  process.stdout.write(`Next: policylens run -p ${displayPath(out)}\n`)
}

const header = `# What is studied, at which dates, and where the results go. Paths are relative to this file.
# "approaches: shipped" looks for the approaches that come with Policylens; to look for your own words, copy their
# files with "policylens lexicon copy FOLDER", edit them, and list them here.
`

/** A path from a folder as it is written in YAML on every system. */
function portable(base: string, path: string): string {
  const way = relative(base, path)
  return way === '' ? '.' : way.split(sep).join('/')
}

function describe({ editions, missing }: EditionList, hasManifest: boolean): string {
  const documents = new Set(editions.map((edition) => edition.documentKey)).size
  const lines = missing.map((one) => `  ${one.field}: ${one.documents.length} documents (${names(one.documents)})`)
  const advice = hasManifest
    ? 'fill them in in manifest.csv'
    : 'give them in a manifest.csv (README: Your own documents)'
  const gaps = lines.length > 0 ? `\nFacts that are missing; ${advice}:\n${lines.join('\n')}` : ''
  return `${documents} documents in ${editions.length} editions.${gaps}`
}

function names(keys: readonly string[]): string {
  return keys.length > 3 ? `${keys.slice(0, 3).join(', ')}, …` : keys.join(', ')
}
