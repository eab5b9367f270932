import type { DateRule } from './read-by-rules.ts'

/** For a date that a publisher's pages do not state. */
export const notRecorded: DateRule = { elements: [], label: null }
