import { z } from 'zod'

import { packageFile } from '../../src/package-file.ts'
import type { BenchDocuments } from './bench-documents.ts'
import { inSeconds, missingLine, timesAsFast, type BenchLine } from './bench-line.ts'
import { timeCommand } from './time-command.ts'

/** Settings of {@link benchExtraction}. */
export interface ExtractionBench {
  /** How often both are measured, in turn; the best of each counts. */
  readonly rounds: number
  readonly rival: 'present' | 'absent' | 'absent but required'
}

const documents = 60
const goals = { ratio: 1, megabytes: 1000 }
const answerSchema = z.object({ blocks: z.number(), failures: z.array(z.string()), megabytes: z.number() })

/** A file after the other, each by a process of its own: as people run it over a folder. */
const pdftotext = 'for file; do pdftotext -layout "$file" - || exit 1; done > /dev/null'

/** Text with structure of sixty documents, whole process, beside `pdftotext -layout`; and its peak memory. */
export function benchExtraction(source: BenchDocuments, { rounds, rival }: ExtractionBench): BenchLine[] {
  const files = Array.from({ length: documents }, (_, at) => source.files[at % source.files.length] ?? '')
  const ours: number[] = []
  const theirs: number[] = []
  const megabytes: number[] = []
  const failures: string[] = []
  for (let round = 0; round < rounds; round++) {
    const read = timeCommand(process.execPath, { args: [packageFile('test/bench/extract-once.mjs'), ...files] })
    const answer = answerSchema.parse(JSON.parse(read.stdout))
    ours.push(read.seconds)
    megabytes.push(answer.megabytes)
    failures.push(...answer.failures, ...(answer.blocks === 0 ? ['there is no text in any of them'] : []))
    if (rival === 'present') theirs.push(timeCommand('sh', { args: ['-c', pdftotext, 'sh', ...files] }).seconds)
  }
  for (const failure of new Set(failures)) process.stdout.write(`Not read: ${failure}\n`)

  const best = Math.min(...ours)
  const peak = Math.max(...megabytes)
  return [
    compareSpeed(best, { source, rival, theirs: Math.min(...theirs), complete: failures.length === 0 }),
    {
      what: 'peak memory of the same',
      ours: `${peak} MB`,
      rival: '',
      ratio: '',
      goal: `< ${goals.megabytes} MB`,
      outcome: peak < goals.megabytes ? 'ok' : 'FAIL',
    },
  ]
}

interface Rival {
  readonly source: BenchDocuments
  readonly rival: ExtractionBench['rival']
  readonly theirs: number
  /** False where a document was not read. */
  readonly complete: boolean
}

function compareSpeed(ours: number, { source, rival, theirs, complete }: Rival): BenchLine {
  const what = `text and structure of ${documents} ${source.name}`
  const line = { what, goal: source.telling ? `≥ ${goals.ratio} ×` : '', ours: inSeconds(ours) }
  if (rival !== 'present') {
    const why = 'pdftotext is not installed'
    return { ...missingLine(line, { why, required: rival === 'absent but required' }), ours: line.ours }
  }
  const ratio = theirs / ours
  const met = source.telling ? ratio >= goals.ratio : true
  return {
    ...line,
    rival: `${inSeconds(theirs)} pdftotext -layout`,
    ratio: timesAsFast(ratio),
    outcome: complete && met ? (source.telling ? 'ok' : 'no goal') : 'FAIL',
  }
}
