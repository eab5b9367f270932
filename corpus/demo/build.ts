/*
 * Makes the files of the demo's sites from their sources: `npx tsx corpus/demo/build.ts`.
 * What stands in site/ without a source (robots.txt, the error page that calls itself a PDF) is written by hand.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildEdition } from './build/build-edition.ts'

const folder = import.meta.dirname
for (const name of readdirSync(join(folder, 'source')).sort()) {
  const { path, bytes, warnings } = await buildEdition(readFileSync(join(folder, 'source', name), 'utf8'))
  const target = join(folder, 'site', path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, bytes)
  console.log(`${path}  ${bytes.length} bytes`)
  for (const warning of warnings) console.warn(`  ${warning}`)
}
