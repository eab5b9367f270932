import { packageFile } from '../../src/package-file.ts'
import { missingLine, timesAsFast, type BenchLine } from './bench-line.ts'
import { timeCommand } from './time-command.ts'

/** The number that follows a label in a printed table; NaN where there is none. */
function numberAfter(text: string, label: string): number {
  const [, rest = ''] = text.split(label)
  return Number(/^[^\n\d-]*(-?\d[\d.]*)/.exec(rest)?.[1] ?? NaN)
}

/** Vectors of passages beside the WebAssembly engine for the same weights, and whether both agree. */
export function benchEmbedding({ short }: { readonly short: boolean }): BenchLine[] {
  const args = ['--import', 'tsx', packageFile('test/bench/embed.ts'), ...(short ? ['--short'] : [])]
  // Exit code 1 says that a goal was missed, which the figures say again.
  const { stdout, stderr } = timeCommand(process.execPath, { args, allowed: [0, 1] })
  const [ours, rival, ratio, cosine] = [
    numberAfter(stdout, 'onnxruntime, passages a second'),
    numberAfter(stdout, '@lat.md/embed, passages a second'),
    numberAfter(stdout, 'times as fast'),
    numberAfter(stdout, 'least cosine of 200 sentences'),
  ]
  const speed = { what: 'vectors of passages of about 110 tokens', goal: '≥ 5 ×' }
  const agreement = { what: 'least cosine with the same engine, 200 sentences', goal: '≥ 0.9995' }
  if ([ours, rival, ratio, cosine].some(Number.isNaN)) {
    process.stderr.write(stderr)
    const problem = { why: 'test/bench/embed.ts gave no figures', required: true }
    return [missingLine(speed, problem), missingLine(agreement, problem)]
  }
  return [
    {
      ...speed,
      ours: `${ours.toFixed(1)} a second`,
      rival: `${rival.toFixed(1)} a second @lat.md/embed`,
      ratio: timesAsFast(ratio),
      outcome: ratio >= 5 ? 'ok' : 'FAIL',
    },
    { ...agreement, ours: cosine.toFixed(6), rival: '', ratio: '', outcome: cosine >= 0.9995 ? 'ok' : 'FAIL' },
  ]
}
