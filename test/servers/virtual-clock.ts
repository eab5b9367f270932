import type { Clock } from '../../src/crawl/clock.ts'

/** A clock that moves only when somebody sleeps; `slept` lists for how long, in milliseconds. */
export interface VirtualClock extends Clock {
  readonly slept: readonly number[]
  advance(milliseconds: number): void
}

/** A clock that begins on 1 July 2026 at noon and needs no real time. */
export function createVirtualClock(): VirtualClock {
  let time = Date.UTC(2026, 6, 1, 12)
  const slept: number[] = []
  return {
    slept,
    now: () => time,
    advance(milliseconds) {
      time += milliseconds
    },
    async sleep(milliseconds) {
      slept.push(milliseconds)
      time += milliseconds
    },
  }
}
