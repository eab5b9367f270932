/*
 * Compares what is counted in real inspection reports with counts made by other tools.
 *
 *   npx tsx test/real/extract-terms.ts [folder with documents/ofsted-ilacs; default ../shared]
 *
 * Prints every cell of term-counts.csv that is not met, and how far the number of words is from the other tools'.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { countWords } from '../../src/extract/count-words.ts'
import { createExtractPool } from '../../src/extract/pool.ts'
import { isFurniture } from '../../src/model/extraction.ts'

const patterns = {
  'contextual-safeguarding': /contextual[\s-]safeguarding/gi,
  'trauma-informed': /trauma[\s-](?:and \w+(?: \w+)? )?informed/gi,
  'transitional-safeguarding': /transitional[\s-]safeguarding/gi,
  'extra-familial': /extra[\s-]?familial/gi,
}

const folder = join(process.argv[2] ?? '../shared', 'documents/ofsted-ilacs')
const rows = parse(readFileSync(join(folder, 'term-counts.csv'), 'utf8'), { columns: true }) as Record<string, string>[]
const pool = createExtractPool({ threads: 2, seconds: 60, megabytes: 512 })
let wrong = 0
let words = 0
let theirs = 0
await Promise.all(
  rows.map(async (row) => {
    const file = row['file'] ?? ''
    const result = await pool.extract(join(folder, file), { name: file })
    if (!result.ok) {
      wrong += 4
      console.log(`${file}: ${result.reason}: ${result.detail}`)
      return
    }
    const texts = result.extraction.blocks
      .filter((block) => !isFurniture(block.kind))
      .map((block) => block.text.replaceAll(/\p{Pd}/gu, '-').replaceAll(/\s+/g, ' '))
    const counted = texts.reduce((sum, text) => sum + countWords(text), 0)
    words += counted
    theirs += Number(row['words'])
    if (Math.abs(counted / Number(row['words']) - 1) > 0.06)
      console.log(`${file}: ${counted} words, not ${row['words']}`)
    for (const [term, pattern] of Object.entries(patterns)) {
      const count = texts.reduce((sum, text) => sum + (text.match(pattern)?.length ?? 0), 0)
      if (count === Number(row[term])) continue
      wrong++
      console.log(`${file}: ${term} ${count}, not ${row[term]}`)
    }
  }),
)
await pool.close()
console.log(
  `${wrong} of ${rows.length * 4} cells differ; ${words} words against ${theirs} (${((words / theirs - 1) * 100).toFixed(2)} %)`,
)
