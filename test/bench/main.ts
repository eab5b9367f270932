import { existsSync } from 'node:fs'

import { packageFile } from '../../src/package-file.ts'
import { demoDocuments, realDocuments } from './bench-documents.ts'
import { drawLines } from './bench-line.ts'
import { benchPrevalence, benchRerun } from './commands.ts'
import { benchCrawl } from './crawl.ts'
import { benchEmbedding } from './embedding.ts'
import { benchExtraction } from './extraction.ts'
import { hasPdftotext } from './time-command.ts'

/*
 * The speed of the main tasks, as ratios to other tools in the same run, for seconds alone say more about the machine.
 * Prints one table; exit code 1 when a goal is missed.
 */

const short = process.argv.includes('--short')
const real = realDocuments(process.env['POLICYLENS_SHARED'] ?? packageFile('../shared'))
const realPipeline = packageFile('.policylens/real/study/policylens.yaml')
const rival = hasPdftotext()
const step = (name: string): void => {
  process.stderr.write(`Measuring ${name} …\n`)
}

step('extraction')
const extraction = benchExtraction(real ?? demoDocuments(), {
  rounds: short ? 2 : 3,
  rival: rival ? 'present' : process.env['CI'] === 'true' ? 'absent but required' : 'absent',
})
step('embedding')
const embedding = benchEmbedding({ short })
step('the demo again')
const rerun = benchRerun()
step('query prevalence')
const prevalence =
  real !== null && existsSync(realPipeline)
    ? benchPrevalence(real, { pipeline: realPipeline, rival })
    : benchPrevalence(demoDocuments(), { pipeline: packageFile('pipelines/demo.yaml'), rival })

step('the crawl')
const crawl = short ? [] : await benchCrawl({ documents: 5000, rounds: 2, crawlee: null })

const lines = [...extraction, ...embedding, rerun, prevalence, ...crawl]
const missed = lines.filter((line) => line.outcome === 'FAIL')
process.stdout.write(`\n${drawLines(lines)}\n`)
if (!rival)
  process.stdout.write('pdftotext is not installed (Debian: poppler-utils), so nothing was compared with it.\n')
process.stdout.write(
  missed.length === 0 ? 'Every goal is met.\n' : `Missed: ${missed.map((line) => line.what).join('; ')}\n`,
)
process.exitCode = missed.length === 0 ? 0 : 1
