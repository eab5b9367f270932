import { UserError } from './user-error.ts'

/** Whether a text is a date of the calendar, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/**
 * The text itself, where it is a date.
 *
 * @throws {UserError} that names the flag and what is allowed
 */
export function requireIsoDate(flag: string, text: string): string {
  if (isIsoDate(text)) return text
  throw new UserError(`${flag}: found "${text}", allowed: a date such as 2020-06-30`)
}
