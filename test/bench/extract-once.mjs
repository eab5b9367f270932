/*
 * Reads the PDF files that the command line names, as `policylens run` reads them but with one reader alone, and writes
 * as JSON what came of it and how much memory it took. A program of its own, so that its time includes its start.
 */
import { basename } from 'node:path'

import { createExtractPool } from '../../dist/extract/pool.js'

const pool = createExtractPool({ threads: 2, seconds: 60, megabytes: 512 })
const results = await Promise.all(
  process.argv.slice(2).map(async (path) => {
    const result = await pool.extract(path, { name: basename(path) })
    return result.ok ? { blocks: result.extraction.blocks.length } : { failure: `${path}: ${result.reason}` }
  }),
)
await pool.close()
const answer = {
  blocks: results.reduce((sum, { blocks = 0 }) => sum + blocks, 0),
  failures: results.flatMap(({ failure }) => failure ?? []),
  // Kilobytes on every system.
  megabytes: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
}
process.stdout.write(JSON.stringify(answer))
