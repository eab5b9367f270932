import type { Landing } from './publishers/publisher.ts'

/** All dates that a landing page states of its document, `YYYY-MM-DD`, oldest first. */
export function statedDates({ published, updated, history }: Landing): string[] {
  return [published, updated, ...history.map(({ date }) => date)].filter((date) => date !== null).toSorted()
}

/** The latest date that a landing page states; null where it states none. */
export function lastUpdateOf(landing: Landing): string | null {
  return statedDates(landing).at(-1) ?? null
}

/** The latest date on or before `date` that a landing page states; null where it states none. */
export function publishedBy(landing: Landing, date: string): string | null {
  return statedDates(landing).findLast((one) => one <= date) ?? null
}
