import type { Clock } from './clock.ts'
import { PrivateAddressError, type Connections } from './connections.ts'
import type { Exchange } from './exchange.ts'
import type { HostQueues } from './host-queues.ts'
import { findChallenge } from './judge-answer.ts'
import { parseRetryAfter } from './retry-after.ts'
import { sendRequest, type SendResult } from './send-request.ts'

/** Asks for one address when its host's turn has come; whole exchanges are added to `exchanges`. */
export type PoliteRequest = (
  url: URL,
  options: { readonly maxBytes: number; readonly longer: 'fail' | 'truncate'; readonly exchanges: Exchange[] },
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
        const basics = { dispatcher, userAgent, timeoutSeconds, maxBytes, longer, startedAt }
        const sent = await sendRequest(url, { ...basics, onStart: started })
        if (sent.ok) {
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
      const sent = await send(url, limits)
      if (!sent.ok) return sent
      limits.exchanges.push(sent.exchange)
      const { status, headers } = sent.exchange.response
      if (status < 500 || attempt === retries || findChallenge(sent.exchange.response) !== null) return sent
      const asked = headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1] ?? null
      const wait = parseRetryAfter(asked, clock.now()) ?? 2 * 4 ** attempt
      if (wait > longestRetryAfter) return sent
      queues.holdOff(url.hostname, wait)
    }
  }
}
