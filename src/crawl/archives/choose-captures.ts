import type { ArchivedCapture } from './archive.ts'

/** The window around a snapshot date in which captures are looked for. */
export interface AsOfWindow {
  /** The snapshot's date, `YYYY-MM-DD`; the whole day, in UTC, belongs to it. */
  readonly date: string
  /** How old a capture may be. Default: 18. */
  readonly windowMonths?: number
  /** How much later than the date a capture may be. Default: 60. */
  readonly graceDays?: number
}

/** A capture that may stand for a document at a date, and by which rule. */
export interface CaptureChoice {
  readonly capture: ArchivedCapture
  readonly rule: 'latest_before' | 'earliest_after'
  /** Days from the date to the capture's day; negative before the date, 0 on it. */
  readonly distanceDays: number
  /** Whether it stands only if its own dates show no change between the date and the capture. */
  readonly needsNoChangeSince: boolean
}

const day = 86_400_000

/** The first and last instants of the window, in ISO 8601, for asking an archive. */
export function captureWindow({ date, windowMonths = 18, graceDays = 60 }: AsOfWindow): {
  readonly from: string
  readonly to: string
} {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month - windowMonths, 0)).getUTCDate()
  const from = Date.UTC(year, month - 1 - windowMonths, Math.min(dayOfMonth, lastOfMonth))
  const to = Date.parse(`${date}T23:59:59Z`) + graceDays * day
  const iso = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`
  return { from: iso(from), to: iso(to) }
}

/**
 * The captures that may stand for a document at a date, best first: from the latest up to the date back to the oldest in
 * the window, then from the earliest after it on. Only those whose site answered 200 then, revisits of such included.
 * Not each holds the document (soft errors, consent pages), so the caller goes down the list until one does.
 */
export function chooseCaptures(captures: readonly ArchivedCapture[], window: AsOfWindow): CaptureChoice[] {
  const { from, to } = captureWindow(window)
  const midnight = Date.parse(`${window.date}T00:00:00Z`)
  const choices = captures
    .map((capture) => ({ capture, time: Date.parse(capture.datetime) }))
    .filter(({ capture, time }) => capture.status === 200 && time >= Date.parse(from) && time <= Date.parse(to))
    .map(({ capture, time }): CaptureChoice & { readonly time: number } => {
      const distanceDays = Math.floor((time - midnight) / day)
      const isAfter = distanceDays > 0
      const rule = isAfter ? 'earliest_after' : 'latest_before'
      return { capture, rule, distanceDays, needsNoChangeSince: isAfter, time }
    })
  const before = choices.filter(({ rule }) => rule === 'latest_before').toSorted((a, b) => b.time - a.time)
  const after = choices.filter(({ rule }) => rule === 'earliest_after').toSorted((a, b) => a.time - b.time)
  return [...before, ...after].map(({ time: _time, ...choice }) => choice)
}
