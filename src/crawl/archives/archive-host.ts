import PQueue from 'p-queue'
import type { Clock } from '../clock.ts'
import { headerValue, type Exchange } from '../exchange.ts'
import { findChallenge } from '../judge-answer.ts'
import type { Pace } from '../pace.ts'
import type { PoliteRequest } from '../polite-requests.ts'
import type { RobotsGate } from '../robots.ts'
import type { SendResult } from '../send-request.ts'

/** What archives need to ask their hosts: those of the fetcher, so that spacing and refusals are shared with it. */
export interface ArchiveAccess {
  readonly request: PoliteRequest
  readonly robots: Pick<RobotsGate, 'check'>
  readonly clock: Clock
  /** Of one body, as sent and as unpacked. */
  readonly maxBytes: number
}

/** The host of an archive, asked one thing at a time. */
export interface ArchiveHost {
  readonly id: string
  /** `replay` for a capture, `index` for anything that the archive itself says. */
  ask(
    url: URL,
    options: { readonly for: 'index' | 'replay'; readonly exchanges: Exchange[]; readonly pace?: Pace },
  ): Promise<SendResult>
}

const mostIndexBytes = 20_000_000

/**
 * A host that is left alone for the rest of the run once it has answered 429, 202 or a challenge, or closed the door
 * (no connection, a reset): archives that are asked on through a 429 shut a client out for hours.
 */
export function createArchiveHost(id: string, access: ArchiveAccess): ArchiveHost {
  const sending = new PQueue({ concurrency: 1 })
  let rested: string | null = null

  /** What an answer says about the archive itself, not about the site of then; null where that is no refusal. */
  function refusalIn(
    sent: SendResult,
    { url, isReplay }: { readonly url: URL; readonly isReplay: boolean },
  ): string | null {
    if (!sent.ok) return ['unreachable', 'refused'].includes(sent.reason) ? `${url.href} failed: ${sent.detail}` : null
    const { response } = sent.exchange
    if (isReplay && headerValue(response.headers, 'memento-datetime') !== null) return null
    const refusal = findChallenge(response) ?? ([202, 429].includes(response.status) ? String(response.status) : null)
    return refusal === null ? null : `it answered ${refusal} for ${url.href}`
  }

  async function send(url: URL, options: Parameters<ArchiveHost['ask']>[1]): Promise<SendResult> {
    if (rested !== null) {
      return { ok: false, reason: 'host_rested', detail: `the archive ${id} is left alone since ${rested}` }
    }
    const { exchanges, pace } = options
    const permission = await access.robots.check(url, exchanges)
    const isReplay = options.for === 'replay'
    const sent: SendResult = permission.ok
      ? await access.request(url, {
          maxBytes: isReplay ? access.maxBytes : mostIndexBytes,
          longer: 'fail',
          exchanges,
          ...(pace === undefined ? {} : { pace }),
          ...(isReplay ? { replay: true } : {}),
        })
      : permission
    rested = refusalIn(sent, { url, isReplay })
    return sent.ok ? sent : { ...sent, detail: `${url.href}: ${sent.detail}` }
  }

  return {
    id,
    async ask(url, options) {
      // Waited for here, so that a slow pace keeps nothing else from being asked.
      await options.pace?.wait()
      return sending.add(() => send(url, options))
    },
  }
}
