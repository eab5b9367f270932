import { packageFile } from '../../src/package-file.ts'
import type { BenchDocuments } from './bench-documents.ts'
import { inSeconds, timesAsFast, type BenchLine } from './bench-line.ts'
import { timeCommand } from './time-command.ts'

const goals = { rerun: 5, prevalence: 1 }

/** What researchers do without Policylens: the text of every file anew, and the lines that a pattern is in. */
const grep =
  'for file; do pdftotext "$file" - | grep -c -i -E ' +
  "'(contextual|transitional).safeguarding|trauma.informed|extra.familial'; done"

/** `npm start` again, with nothing changed since. */
export function benchRerun(): BenchLine {
  const args = [packageFile('src/setup/start.mjs')]
  timeCommand(process.execPath, { args })
  const { seconds } = timeCommand(process.execPath, { args })
  return {
    what: 'the demo again, nothing changed',
    ours: inSeconds(seconds),
    rival: '',
    ratio: '',
    goal: `< ${goals.rerun} s`,
    outcome: seconds < goals.rerun ? 'ok' : 'FAIL',
  }
}

/** Settings of {@link benchPrevalence}. */
export interface PrevalenceBench {
  /** The pipeline whose workspace holds the documents. */
  readonly pipeline: string
  readonly rival: boolean
}

/** `policylens query prevalence`, process start included, beside `pdftotext | grep` over the same files. */
export function benchPrevalence(source: BenchDocuments, { pipeline, rival }: PrevalenceBench): BenchLine {
  const args = [packageFile('src/cli/policylens.mjs'), 'query', 'prevalence', '-p', pipeline, '--format', 'csv']
  const answers = Array.from({ length: 3 }, () => timeCommand(process.execPath, { args }))
  const seconds = Math.min(...answers.map((answer) => answer.seconds))
  const answered = answers.every(({ stdout }) => stdout.split('\n').length > 2)
  // grep ends with 1 where the last file has no such line.
  const theirs = rival
    ? timeCommand('sh', { args: ['-c', grep, 'sh', ...source.files], allowed: [0, 1] }).seconds
    : null
  return {
    what: `query prevalence, ${source.name}`,
    ours: inSeconds(seconds),
    rival: theirs === null ? 'pdftotext is not installed' : `${inSeconds(theirs)} pdftotext | grep -c`,
    ratio: theirs === null ? '' : timesAsFast(theirs / seconds),
    goal: `< ${goals.prevalence} s`,
    outcome: answered && seconds < goals.prevalence ? 'ok' : 'FAIL',
  }
}
