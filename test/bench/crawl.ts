import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { inSeconds, missingLine, timesAsFast, type BenchLine } from './bench-line.ts'
import { timeCommand } from './time-command.ts'

/*
 * Documents a second from a site on the loopback interface, without spacing: ours with hashes, files and a WARC file,
 * beside wget and crawlee, which each run between two of our runs. Everything is written into new folders that are
 * removed only at the end, for a file system that has just removed many files is slow to make new ones.
 */

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Settings of {@link benchCrawl}. */
export interface CrawlBench {
  /** Documents of the site, of which nine in ten are pages of 20 KB and one is a file of 300 KB. */
  readonly documents: number
  /** How many times each is timed; the best counts. */
  readonly rounds: number
  /** Where crawlee is installed (`npm install @crawlee/http @crawlee/memory-storage`); null where it is not. */
  readonly crawlee: string | null
}

interface Site {
  readonly address: string
  readonly process: ChildProcess
}

async function startSite(documents: number): Promise<Site> {
  const child = spawn(process.execPath, [here('../servers/serve-bulk.mjs'), String(documents)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { address: line.toString().trim(), process: child }
}

interface OwnRun {
  readonly seconds: number
  readonly megabytes: number
}

function ownRun(site: Site, documents: number, folder: string): OwnRun {
  const { seconds, stdout } = timeCommand(process.execPath, {
    args: [here('crawl-once.mjs'), site.address, String(documents), folder],
  })
  const answer = JSON.parse(stdout) as { readonly documents: number; readonly megabytes: number }
  if (answer.documents !== documents) throw new Error(`${answer.documents} of ${documents} documents came`)
  return { seconds, megabytes: answer.megabytes }
}

function wgetRun(site: Site, documents: number, folder: string, extra: readonly string[]): number {
  const args = ['-q', '-r', '-l', '1', '-P', folder, ...extra, `http://${site.address}/`]
  const { seconds } = timeCommand('wget', { args })
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length
  if (files < documents) throw new Error(`wget got ${files} of ${documents} documents`)
  return seconds
}

function crawleeRun(site: Site, documents: number, installed: string): number {
  const args = [here('crawlee-once.mjs'), site.address, String(documents), installed]
  const { seconds, stdout } = timeCommand(process.execPath, { args })
  if ((JSON.parse(stdout) as { documents: number }).documents !== documents) throw new Error('crawlee lost documents')
  return seconds
}

interface Rival {
  readonly name: string
  readonly present: boolean
  /** The goal of the ratio; null where it is for information. */
  readonly goal: number | null
  readonly run: (folder: string) => number
}

/** Throughput beside each rival, and how memory grows with four times the documents. */
export async function benchCrawl({ documents, rounds, crawlee }: CrawlBench): Promise<BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'policylens-crawl-'))
  const site = await startSite(documents * 4)
  const small = await startSite(documents)
  let runs = 0
  const next = (): string => join(folder, String(++runs))
  const hasWget = spawnSync('wget', ['--version'], { stdio: 'ignore' }).status === 0
  const rivals: Rival[] = [
    { name: 'wget -r', present: hasWget, goal: 1, run: (to) => wgetRun(small, documents, to, []) },
    {
      name: 'wget -r --warc-file, which hashes and packs too',
      present: hasWget,
      goal: 1,
      run: (to) => wgetRun(small, documents, to, [`--warc-file=${to}-own`]),
    },
    {
      name: 'crawlee’s HttpCrawler, which keeps nothing',
      present: crawlee !== null && existsSync(crawlee),
      goal: 1,
      run: () => crawleeRun(small, documents, crawlee ?? ''),
    },
  ]
  try {
    ownRun(small, documents, next())
    const what = `crawl of ${documents} documents, WARC and hashes`
    const lines = rivals.map(({ name, present, goal, run }): BenchLine => {
      const wanted = goal === null ? '' : `≥ ${goal} ×`
      if (!present) return missingLine({ what, goal: wanted }, { why: `${name}: not installed`, required: false })
      const pairs = Array.from({ length: rounds }, () => {
        const ours = ownRun(small, documents, next()).seconds
        return { ours, theirs: run(next()) }
      })
      const ours = Math.min(...pairs.map((pair) => pair.ours))
      const theirs = Math.min(...pairs.map((pair) => pair.theirs))
      const ratio = theirs / ours
      return {
        what,
        ours: inSeconds(ours),
        rival: `${inSeconds(theirs)} ${name}`,
        ratio: timesAsFast(ratio),
        goal: wanted,
        outcome: goal === null ? 'no goal' : ratio >= goal ? 'ok' : 'FAIL',
      }
    })
    const few = ownRun(small, documents, next()).megabytes
    const many = ownRun(site, documents * 4, next()).megabytes
    const growth = many / few
    const memory: BenchLine = {
      what: `memory for ${documents * 4} documents beside ${documents}`,
      ours: `${many} MB`,
      rival: `${few} MB ours`,
      ratio: timesAsFast(growth),
      goal: '≤ 1.20 ×',
      outcome: growth <= 1.2 ? 'ok' : 'FAIL',
    }
    return [...lines, memory]
  } finally {
    site.process.kill()
    small.process.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}
