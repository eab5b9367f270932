/*
 * Reads broken and hostile files: each must end in text or in a reason, within the time limit, and leave the pool sound.
 *
 *   npx tsx test/real/bad-files.ts [folder with bench/bad; default ../shared] [--all]
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { countWords } from '../../src/extract/count-words.ts'
import { createExtractPool } from '../../src/extract/pool.ts'

const [folder = '../shared'] = process.argv.slice(2)
const root = join(folder, 'bench/bad')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/.+\.\w+$/.test(file))
  .toSorted()
const pool = createExtractPool({ threads: 2, seconds: 20, megabytes: 512 })
const outcomes = new Map<string, number>()
await Promise.all(
  files.map(async (file) => {
    const from = performance.now()
    const result = await pool.extract(join(root, file), { name: file })
    const seconds = ((performance.now() - from) / 1000).toFixed(1)
    const outcome = result.ok ? 'text' : result.reason
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    const detail = result.ok
      ? `${result.extraction.blocks.reduce((sum, block) => sum + countWords(block.text), 0)} words`
      : result.detail
    console.log(`${file}\t${outcome}\t${detail}\t${seconds} s since queued`)
  }),
)
await pool.close()
console.log(files.length, 'files:', Object.fromEntries([...outcomes].toSorted()))
