import type { RunListener, StageSummary } from '../pipeline/run-pipeline.ts'
import type { StagePlan } from '../pipeline/plan.ts'

/** What progress is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const terminalInterval = 100
const plainInterval = 5_000

/**
 * Tells people how a run goes: one line a stage that renews itself in a terminal, plain lines every few seconds
 * elsewhere, with counts, rate and time left.
 */
export function createProgress(stream: ProgressStream, now: () => number = () => performance.now()): RunListener {
  const terminal = stream.isTTY === true
  let total = 0
  let ended = 0
  let unit = ''
  let stage = ''
  let startedAt = 0
  let lastShown = 0

  const show = (): void => {
    const seconds = (now() - startedAt) / 1000
    const rate = ended / Math.max(seconds, 0.001)
    const left = rate > 0 ? duration((total - ended) / rate) : '…'
    const line = `${stage.padEnd(8)} ${ended} of ${total}${unit}, ${rate.toFixed(1)} a second, ${left} left`
    stream.write(terminal ? `\r\u001b[K${line}` : `${line}\n`)
    lastShown = now()
  }
  const showNowAndThen = (): void => {
    if (now() - lastShown >= (terminal ? terminalInterval : plainInterval)) show()
  }

  return {
    stageBegins(plan: StagePlan) {
      stage = plan.stage
      total = plan.outdated.length
      ended = 0
      unit = ''
      startedAt = now()
      lastShown = startedAt
      if (terminal && total > 0) show()
    },
    itemEnds() {
      if (unit !== '') return
      ended++
      showNowAndThen()
    },
    progress(done, all, name) {
      ended = done
      total = all
      unit = ` ${name}`
      showNowAndThen()
    },
    stageEnds(summary) {
      stream.write(`${terminal ? '\r\u001b[K' : ''}${summaryLine(summary)}\n`)
    },
  }
}

function summaryLine({ stage, total, already, done, failed, seconds }: StageSummary): string {
  const failures = Array.from(failed.values()).reduce((sum, count) => sum + count, 0)
  const parts = [
    `${done} done now`,
    `${already} settled before`,
    ...(failures > 0 ? [`${failures} failed in all`] : []),
    `${total} in all`,
  ]
  return `${stage.padEnd(8)} ${parts.join(', ')} (${duration(seconds)})`
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(1)} s`
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3_600).toFixed(1)} h`
}
