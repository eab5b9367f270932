/*
 * Spearman's rank correlation between people's and the embedded model's similarity of sentence pairs: the STS
 * benchmark's test set. Needs the shared folder beside the project (or named as the first argument).
 */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { cacheFolder } from '../../src/embed/cache-folder.ts'
import { openEmbedder } from '../../src/embed/embedder.ts'
import { packageFile } from '../../src/package-file.ts'

const floor = 0.815
const file = join(process.argv[2] ?? packageFile('../shared'), 'bench/sts/stsb/stsb-en-test.csv')

/** Ranks from 1; equal values share the mean of their ranks. */
function rank(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length;) {
    let end = start + 1
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++
    for (const index of order.slice(start, end)) ranks[index] = (start + end + 1) / 2
    start = end
  }
  return ranks
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}

function spearman(a: readonly number[], b: readonly number[]): number {
  const mean = (a.length + 1) / 2
  const [x, y] = [rank(a).map((value) => value - mean), rank(b).map((value) => value - mean)]
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y))
}

if (!existsSync(file)) {
  console.log(`Not measured: ${file} is absent`)
} else {
  const rows = parse(readFileSync(file))
  for (const precision of ['fp32', 'int8'] as const) {
    const embedder = await openEmbedder({
      model: 'all-MiniLM-L6-v2',
      precision,
      cacheFolder: cacheFolder(process.env, homedir()),
    })
    const vectors = await embedder.embed(rows.flatMap(([first = '', second = '']) => [first, second]))
    const similarity = rows.map((_, pair) => dot(vectors[pair * 2] ?? [], vectors[pair * 2 + 1] ?? []))
    const value = spearman(
      similarity,
      rows.map((row) => Number(row[2])),
    )
    const met = value >= floor
    console.log(
      `${precision}: Spearman ${value.toFixed(4)} on ${rows.length} pairs (floor ${floor})${met ? '' : ' MISSED'}`,
    )
    if (!met) process.exitCode = 1
    await embedder.close()
  }
}
