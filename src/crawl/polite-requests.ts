import type { Clock } from './clock.ts'
import { PrivateAddressError, type Connections } from './connections.ts'
import { headerValue, type Exchange, type HeaderPairs } from './exchange.ts'
import type { HostQueues } from './host-queues.ts'
import { findChallenge } from './judge-answer.ts'
import type { Pace } from './pace.ts'
import { parseRetryAfter } from './retry-after.ts'
import { sendRequest, type SendResult } from './send-request.ts'

/** Asks for one address when its host's turn has come; whole exchanges are added to `exchanges`. */
export type PoliteRequest = (
  url: URL,
  options: {
    readonly maxBytes: number
    readonly longer: 'fail' | 'truncate'
    readonly exchanges: Exchange[]
    /** Lines such as `if-none-match`, by which a server may answer that nothing changed. */
    readonly conditions?: HeaderPairs
    /** Kept besides the host's spacing, for a service of the host that allows less. */
    readonly pace?: Pace
    /** Asks a web archive for what a site once gave: with `Memento-Datetime`, the status is that site's of then. */
    readonly replay?: true
  },
) => Promise<SendResult>

const retries = 2
const longestRetryAfter = 60

/**
 * Requests in their hosts' queues. An error of a server (500 and above) is tried again up to twice, after 2 and 8
 * seconds or what `Retry-After` asks, if that is at most a minute. A host that answers 429 or with a challenge is left
 * alone from then on: all further requests to it fail as refused without being sent.
 */
export function createPoliteRequests(options: {
  readonly connections: Connections
  readonly queues: HostQueues
  readonly userAgent: string
  readonly timeoutSeconds: number
  readonly clock: Clock
}): PoliteRequest {
  const { queues, clock } = options
  const rested = new Map<string, string>()

  const isOwn = ({ headers }: Exchange['response'], limits: Parameters<PoliteRequest>[1]): boolean =>
    limits.replay !== true || headerValue(headers, 'memento-datetime') === null

  async function send(url: URL, limits: Parameters<PoliteRequest>[1]): Promise<SendResult> {
    return queues.run(url.hostname, async (started) => {
      const resting = rested.get(url.hostname)
      if (resting !== undefined) {
        return { ok: false, reason: 'refused', detail: `not asked: the host is left alone since ${resting}` }
      }
      const { maxBytes, longer } = limits
      const { userAgent, timeoutSeconds } = options
      try {
        const dispatcher = options.connections.dispatcherFor(url)
        const startedAt = new Date(clock.now())
        const peer = (): string | null => options.connections.peerOf(url)
        const basics = { dispatcher, userAgent, timeoutSeconds, maxBytes, longer, startedAt, peer }
        const sent = await sendRequest(url, {
          ...basics,
          ...(limits.conditions === undefined ? {} : { conditions: limits.conditions }),
          onStart: () => {
            started()
            limits.pace?.started()
          },
        })
        if (sent.ok && isOwn(sent.exchange.response, limits)) {
          const { response } = sent.exchange
          const refusal = findChallenge(response) ?? (response.status === 429 ? '429' : null)
          if (refusal !== null) rested.set(url.hostname, `it answered ${refusal} for ${url.href}`)
        }
        return sent
      } catch (error) {
        if (!(error instanceof PrivateAddressError)) throw error
        return { ok: false, reason: 'private_address', detail: error.message }
      }
    })
  }

  return async (url, limits) => {
    for (let attempt = 0; ; attempt++) {
      await limits.pace?.wait()
      const sent = await send(url, limits)
      if (!sent.ok) return sent
      limits.exchanges.push(sent.exchange)
      const { status, headers } = sent.exchange.response
      if (!isOwn(sent.exchange.response, limits)) return sent
      if (status < 500 || attempt === retries || findChallenge(sent.exchange.response) !== null) return sent
      const asked = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? null
      const wait = parseRetryAfter(asked, clock.now()) ?? 2 * 4 ** attempt
      if (wait > longestRetryAfter) return sent
      queues.holdOff(url.hostname, wait)
    }
  }
}
