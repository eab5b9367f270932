import { setTimeout as wait } from 'node:timers/promises'

/** The time, and waiting: passed in, so that tests need no real waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds) {
    await wait(milliseconds)
  },
}
