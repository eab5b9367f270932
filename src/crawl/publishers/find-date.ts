import { isIsoDate } from '../../model/iso-date.ts'

/** A date in a text: `YYYY-MM-DD`, and where in the text it begins. */
export interface FoundDate {
  readonly date: string
  readonly index: number
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const month = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?`
const ordinal = '(?:st|nd|rd|th)?'

const dayFirst = new RegExp(String.raw`\b(\d{1,2})${ordinal}\s+(?:of\s+)?(${month}),?\s+(\d{4})\b`, 'i')
const monthFirst = new RegExp(String.raw`\b(${month})\s+(\d{1,2})${ordinal},?\s+(\d{4})\b`, 'i')
const monthOnly = new RegExp(String.raw`\b(${month}),?\s+(\d{4})\b`, 'i')
const iso = /\b\d{4}-\d{2}-\d{2}(?:T[\d:.]{5,15}(?:Z|[+-]\d{2}:?\d{2})?)?/
const numbers = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** `YYYY-MM-DD` of an instant in the United Kingdom, where publishers write the dates on their pages. */
export function londonDateOf(instant: Date): string {
  return london.format(instant)
}

/**
 * The calendar date of a timestamp such as `2015-04-05T23:00:12.000+00:00` in the United Kingdom (6 April); a date
 * without a time is itself. Null where it is none.
 */
export function readTimestamp(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const trimmed = text.trim()
  if (isIsoDate(trimmed)) return trimmed
  if (!/^\d{4}-\d{2}-\d{2}T/.test(trimmed)) return null
  // Without an offset the time is the publisher's own.
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) return isIsoDate(trimmed.slice(0, 10)) ? trimmed.slice(0, 10) : null
  const instant = new Date(trimmed)
  return Number.isNaN(instant.getTime()) ? null : londonDateOf(instant)
}

function isoOf(day: number, monthName: string, year: string): string | null {
  const number = months.indexOf(monthName.slice(0, 3).toLowerCase()) + 1
  return checked(day, number, year)
}

function checked(day: number, monthNumber: number, year: string): string | null {
  const date = `${year}-${String(monthNumber).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isIsoDate(date) ? date : null
}

function lastDayOf(monthName: string, year: string): string | null {
  const number = months.indexOf(monthName.slice(0, 3).toLowerCase()) + 1
  return checked(new Date(Date.UTC(Number(year), number, 0)).getUTCDate(), number, year)
}

/**
 * The first date in a text, as British publishers write them: `3 March 2020`, `3rd of March 2020`, `March 3, 2020`,
 * `03/03/2020` (day first), or a timestamp. A month without a day is no date, unless `month` is `last`: then it is the
 * last day of the month, the latest that can be meant.
 */
export function findDate(
  text: string,
  { month: onlyMonth = 'none' }: { readonly month?: 'none' | 'last' } = {},
): FoundDate | null {
  const found: FoundDate[] = []
  const note = (match: RegExpExecArray | null, read: (match: RegExpExecArray) => string | null): void => {
    const date = match === null ? null : read(match)
    if (match !== null && date !== null) found.push({ date, index: match.index })
  }
  note(dayFirst.exec(text), ([, day, name = '', year = '']) => isoOf(Number(day), name, year))
  note(monthFirst.exec(text), ([, name = '', day, year = '']) => isoOf(Number(day), name, year))
  note(iso.exec(text), ([stamp]) => readTimestamp(stamp))
  note(numbers.exec(text), ([, day, number, year = '']) => checked(Number(day), Number(number), year))
  if (found.length === 0 && onlyMonth === 'last') {
    note(monthOnly.exec(text), ([, name = '', year = '']) => lastDayOf(name, year))
  }
  return found.toSorted((a, b) => a.index - b.index)[0] ?? null
}
