import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

import type { Clock } from '../../src/crawl/clock.ts'

/** A clock on which sleepers sleep side by side: it jumps to the next of them once nothing else is going on. */
export interface EventClock extends Clock {
  /** Ends the watching of requests. */
  stop(): void
}

const begins = ['undici:request:create']
const ends = ['undici:request:trailers', 'undici:request:error']

/**
 * A clock that begins on 1 July 2026 at noon. Requests and work take none of its time: it stands still while a request
 * is under way, which undici's own channels tell.
 */
export function createEventClock(): EventClock {
  let time = Date.UTC(2026, 6, 1, 12)
  const underWay = new Set<object>()
  const sleepers: { readonly at: number; readonly wake: () => void }[] = []
  let moving = false

  const begin = (message: unknown): void => void underWay.add((message as { request: object }).request)
  const end = (message: unknown): void => void underWay.delete((message as { request: object }).request)
  for (const name of begins) subscribe(name, begin)
  for (const name of ends) subscribe(name, end)

  /** Until no request is under way, and what its answer set going has gone as far as it can. */
  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet = underWay.size === 0 ? quiet + 1 : 0) {
      await turn()
      if (underWay.size > 0) await wait(0)
    }
  }

  async function move(): Promise<void> {
    while (sleepers.length > 0) {
      await settle()
      time = Math.max(time, Math.min(...sleepers.map(({ at }) => at)))
      for (const due of sleepers.filter(({ at }) => at <= time)) {
        sleepers.splice(sleepers.indexOf(due), 1)
        due.wake()
      }
      await turn()
    }
    moving = false
  }

  return {
    now: () => time,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        sleepers.push({ at: time + milliseconds, wake: resolve })
        if (moving) return
        moving = true
        void move()
      }),
    stop() {
      for (const name of begins) unsubscribe(name, begin)
      for (const name of ends) unsubscribe(name, end)
    },
  }
}
