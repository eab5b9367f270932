import { randomBytes } from 'node:crypto'

/** A new name for a run: when it started, in UTC, and something that no other has. */
export function newRunId(startedAt: Date): string {
  return `${startedAt.toISOString().replace(/[-:]/g, '').slice(0, 15)}-${randomBytes(3).toString('hex')}`
}
