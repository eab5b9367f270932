import PQueue from 'p-queue'
import type { Clock } from './clock.ts'

/**
 * One queue a host: one request at a time, with a spacing between their starts; where there is no spacing, as to a
 * mirror of one's own, several at a time if that is asked for.
 */
export interface HostQueues {
  /**
   * Runs `work` when the host's turn has come. `work` calls `started` when its request leaves, from which the spacing
   * counts: connecting takes the first request longer than those after it.
   */
  run<T>(host: string, work: (started: () => void) => Promise<T>): Promise<T>
  /** Widens the spacing of a host, in seconds. */
  widen(host: string, seconds: number): void
  /** Keeps a host from being asked for some seconds. */
  holdOff(host: string, seconds: number): void
}

interface Host {
  readonly queue: PQueue
  spacing: number
  notBefore: number
}

/** Queues for any number of hosts, of which at most `atOnce` are asked at one moment. */
export function createHostQueues(options: {
  /** Seconds between the starts of two requests to a host. */
  readonly spacing: (host: string) => number
  readonly atOnce: number
  /** Requests at a time to a host without spacing; default: 1. */
  readonly perHost?: number
  readonly clock: Clock
}): HostQueues {
  const { clock } = options
  const hosts = new Map<string, Host>()
  const overall = new PQueue({ concurrency: options.atOnce })

  function hostOf(name: string): Host {
    const known = hosts.get(name)
    if (known !== undefined) return known
    const spacing = options.spacing(name) * 1000
    const queue = new PQueue({ concurrency: spacing === 0 ? (options.perHost ?? 1) : 1 })
    const host: Host = { queue, spacing, notBefore: 0 }
    hosts.set(name, host)
    return host
  }

  return {
    run(name, work) {
      const host = hostOf(name)
      const started = (): void => {
        host.notBefore = clock.now() + host.spacing
      }
      return host.queue.add(async () => {
        const longest = Math.max(host.spacing, longestHoldOff)
        // Bounded, in case the machine's clock is set back.
        for (let wait = host.notBefore - clock.now(); wait > 0; wait = host.notBefore - clock.now()) {
          if (wait > longest) host.notBefore = clock.now() + longest
          await clock.sleep(Math.min(wait, longest))
        }
        return overall.add(async () => {
          started()
          return work(started)
        })
      })
    },
    widen(name, seconds) {
      const host = hostOf(name)
      const before = host.spacing
      host.spacing = Math.max(before, seconds * 1000)
      if (host.spacing > 0) host.queue.concurrency = 1
      if (host.notBefore > 0) host.notBefore += host.spacing - before
    },
    holdOff(name, seconds) {
      const host = hostOf(name)
      host.notBefore = Math.max(host.notBefore, clock.now() + Math.min(seconds * 1000, longestHoldOff))
    },
  }
}

const longestHoldOff = 60_000
