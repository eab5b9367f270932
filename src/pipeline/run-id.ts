import { randomBytes } from 'node:crypto'

/** A new name for a run: when it started, in UTC, and something that no other has. */
export function newRunId(startedAt: Date): string {
  return `${startedAt.toISOString().replace(/[-:.Z]/g, '')}-${randomBytes(3).toString('hex')}`
}
