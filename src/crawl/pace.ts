import type { Clock } from './clock.ts'

/** A spacing for requests of one kind, beside that of their host; for one caller at a time. */
export interface Pace {
  /** Waits until the next request of the kind may leave. */
  wait(): Promise<void>
  /** Says that one leaves now. */
  started(): void
}

/** A pace of one request in so many seconds, from start to start. */
export function createPace(options: { readonly seconds: number; readonly clock: Clock }): Pace {
  const { clock } = options
  const spacing = options.seconds * 1000
  let last = Number.NEGATIVE_INFINITY
  return {
    async wait() {
      for (let left = last + spacing - clock.now(); left > 0; left = last + spacing - clock.now()) {
        // Bounded, in case the machine's clock is set back.
        if (left > spacing) last = clock.now()
        await clock.sleep(Math.min(left, spacing))
      }
    },
    started() {
      last = clock.now()
    },
  }
}
