import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { WARCParser } from 'warcio'
import { expect, test } from 'vitest'

import { packageFile } from '../../src/package-file.ts'
import { Database } from '../../src/workspace/database.ts'
import { newFolder, policylens } from './policylens.ts'

/*
 * A run that is killed again and again must end where an undisturbed run ends.
 */

const kills = 10

/** The demo with its first documents only, so that a run takes seconds. */
function smallStudy(): string {
  const folder = newFolder()
  const shorten = (name: string, lines: number): void => {
    const all = readFileSync(packageFile(`corpus/demo/${name}`), 'utf8')
      .trim()
      .split('\n')
    writeFileSync(join(folder, name), all.slice(0, lines).join('\n'))
  }
  shorten('registry.csv', 7)
  const keys = readFileSync(join(folder, 'registry.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(',')[0])
  const editions = readFileSync(packageFile('corpus/demo/editions.csv'), 'utf8').trim().split('\n')
  writeFileSync(join(folder, 'editions.csv'), editions.filter((line) => keys.includes(line.split(',')[0])).join('\n'))
  const spec = readFileSync(packageFile('pipelines/demo.yaml'), 'utf8')
    .replaceAll('../corpus/demo/registry.csv', 'registry.csv')
    .replaceAll('../corpus/demo/editions.csv', 'editions.csv')
    .replaceAll('../corpus', packageFile('corpus'))
    .replace('../.policylens/demo', 'workspace')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'policylens.yaml'), spec)
  return folder
}

/** Everything in a workspace but times, run ids and places in WARC files. */
async function contents(folder: string): Promise<Record<string, unknown>> {
  const database = await Database.open(join(folder, 'workspace', 'policylens.duckdb'), { readOnly: true })
  const tables = await database.rows<{ name: string }>('select table_name as name from duckdb_tables() order by name')
  const apart = new Set([
    'run_id',
    'ended_at',
    'seconds',
    'retrieved_at',
    'used_at',
    'warc_file',
    'warc_offset',
    'warc_length',
  ])
  const result: Record<string, unknown> = {}
  for (const { name } of tables) {
    if (name === 'run') continue
    const { columns } = await database.query(`select * from ${name} limit 0`)
    const kept = columns.filter((column) => !apart.has(column)).map((column) => `"${column}"`)
    result[name] = await database.rows(`select ${kept.join(', ')} from ${name} order by all`)
  }
  database.close()
  return result
}

/** Starts a run and kills it after some milliseconds; true where it was still running. */
async function killAfter(folder: string, milliseconds: number): Promise<boolean> {
  const child = spawn(process.execPath, [packageFile('dist/cli/main.js'), 'run'], { cwd: folder, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await Promise.race([wait(milliseconds), ended])
  const running = child.exitCode === null
  child.kill('SIGKILL')
  await ended
  return running
}

test(
  'a run killed at ten random moments ends with the same rows as an undisturbed one',
  { timeout: 180_000 },
  async () => {
    const undisturbed = smallStudy()
    const begun = performance.now()
    expect(policylens(['run'], { cwd: undisturbed }).code).toBe(0)
    const whole = performance.now() - begun

    const disturbed = smallStudy()
    // Moments from a fixed sequence, spread over the time that a whole run takes, however fast the machine is.
    let killed = 0
    for (let n = 0; n < kills; n++) {
      const share = ((n * 0.618_034) % 1) * 0.9 + 0.05
      if (await killAfter(disturbed, share * whole * (n < 5 ? 1 : 0.5))) killed++
    }
    expect(killed).toBeGreaterThan(0)
    expect(policylens(['run'], { cwd: disturbed }).code).toBe(0)
    expect(await contents(disturbed)).toEqual(await contents(undisturbed))

    const warc = join(disturbed, 'workspace', 'warc')
    for (const name of readdirSync(warc)) {
      let records = 0
      for await (const record of WARCParser.iterRecords([readFileSync(join(warc, name))])) {
        await record.readFully(false)
        records++
      }
      expect(records).toBeGreaterThan(0)
    }
    expect(readdirSync(join(disturbed, 'workspace', 'files')).filter((name) => name.startsWith('.'))).toEqual([])
  },
)
