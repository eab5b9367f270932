import { isIsoDate } from './iso-date.ts'

/** How far a date is known: to the day, the month, the year, or only between two dates. */
export type DatePrecision = 'day' | 'month' | 'year' | 'period'

/** A date as far as it is known: the first and the last day that it may be, both `YYYY-MM-DD`. */
export interface PartialDate {
  readonly first: string
  readonly last: string
  readonly precision: DatePrecision
}

/** What {@link readPartialDate} takes, for messages. */
export const partialDateExamples = '2020-06-30, 2020-06 or 2020, a period such as 2020-07/2021'

/**
 * Reads `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or two of these with `/` between them, the first and the last that it may be
 * (ISO 8601-2, level 0); null where the text is none.
 */
export function readPartialDate(text: string): PartialDate | null {
  const [from, to, ...rest] = text.split('/')
  const start = readOne(from ?? '')
  if (to === undefined || start === null) return start
  const end = readOne(to)
  if (end === null || rest.length > 0 || end.last < start.first) return null
  return { first: start.first, last: end.last, precision: 'period' }
}

function readOne(text: string): PartialDate | null {
  if (isIsoDate(text)) return { first: text, last: text, precision: 'day' }
  if (/^\d{4}$/.test(text)) return { first: `${text}-01-01`, last: `${text}-12-31`, precision: 'year' }
  if (!/^\d{4}-\d{2}$/.test(text) || !isIsoDate(`${text}-01`)) return null
  const [year = 0, month = 0] = text.split('-').map(Number)
  // Day 0 of the next month is the last of this one.
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { first: `${text}-01`, last: `${text}-${days}`, precision: 'month' }
}
