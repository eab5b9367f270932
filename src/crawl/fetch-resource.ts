import type { LookupFunction } from 'node:net'
import type { FailureReason } from '../model/outcome.ts'
import { UserError } from '../model/user-error.ts'
import type { ArchiveAccess } from './archives/archive-host.ts'
import { systemClock, type Clock } from './clock.ts'
import { createConnections, type Proxies } from './connections.ts'
import { decodeBody } from './decode-body.ts'
import { headerValue, type Exchange, type HeaderPairs } from './exchange.ts'
import { conditionsFor, freshen, isStill, type KnownCopy } from './known-copy.ts'
import { createHostQueues } from './host-queues.ts'
import { judgeAnswer } from './judge-answer.ts'
import { createPoliteRequests } from './polite-requests.ts'
import { createRobotsGate } from './robots.ts'

/** A redirect that was followed. */
export interface Hop {
  readonly url: string
  readonly status: number
  /** Where it leads, as an absolute address. */
  readonly location: string
}

/** A document as a server gave it. */
export interface FetchedResource {
  /** The address that was asked for. */
  readonly url: string
  /** The address that gave the bytes, after all redirects. */
  readonly finalUrl: string
  readonly hops: readonly Hop[]
  /** 304 where the server says that a known copy is still what it would give. */
  readonly status: number
  readonly headers: HeaderPairs
  /** Content-encoding removed; at least one byte. */
  readonly body: Uint8Array
  /** When the request that gave the bytes was made. */
  readonly retrievedAt: Date
  /** The media type that the server declares, in lower case without parameters; null where it declares none. */
  readonly mediaType: string | null
}

/**
 * A document, or the recorded reason why there is none. `exchanges` holds every answer that came whole, in order,
 * robots.txt and redirects too; where the fetch succeeded the last is that of the document.
 */
export type FetchResult =
  | { readonly ok: true; readonly response: FetchedResource; readonly exchanges: readonly Exchange[] }
  | {
      readonly ok: false
      readonly reason: FailureReason
      readonly detail: string
      readonly exchanges: readonly Exchange[]
    }

/** How documents are fetched. */
export interface FetcherOptions {
  /** Names the tool and a contact address; printable ASCII. */
  readonly userAgent: string
  /** Seconds between the starts of two requests to a host. */
  readonly spacing: (host: string) => number
  /** Requests at a time to a host whose spacing is 0, as a mirror or server of one's own; default: 1. */
  readonly perHost?: number
  /** For one request, from connecting to the last byte. */
  readonly timeoutSeconds: number
  /** Of one body, as sent and as unpacked. */
  readonly maxBytes: number
  /** Host, or host:port, to `address:port`, reached by plain HTTP; requests keep their true address and Host header. */
  readonly connectTo: ReadonlyMap<string, string>
  /** From `proxiesOf(process.env)`; default: none. */
  readonly proxies?: Proxies
  /** Default: the machine's clock. */
  readonly clock?: Clock
  /** Default: the system's resolver. */
  readonly lookup?: LookupFunction
}

/** Fetches documents politely: robots.txt, spacing, limits and refusals are seen to. */
export interface Fetcher {
  /**
   * Fetches one document; any number may be asked for at once. Never throws for what a server does. With a known copy
   * the server is asked whether that is still what it would give; then the copy's body is given, with status 304.
   */
  fetch(url: string, options?: { readonly copy?: KnownCopy | null }): Promise<FetchResult>
  /** What archives need to ask their hosts with the same politeness. */
  readonly access: ArchiveAccess
  /** Ends all connections. */
  close(): Promise<void>
}

const mostRedirects = 10
const hostsAtOnce = 20

const longestAddress = 8192

function parseAddress(text: string, base?: URL): URL | null {
  if (text.length > longestAddress) return null
  if (!URL.canParse(text, base?.href)) return null
  const url = new URL(text, base)
  url.hash = ''
  url.username = ''
  url.password = ''
  return /^https?:$/.test(url.protocol) ? url : null
}

/**
 * Makes a fetcher, which remembers robots.txt and refusing hosts as long as it lives: one fetcher a run.
 *
 * @throws {UserError} where the user agent cannot be sent
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  if (!/^[\x20-\x7e]+$/.test(options.userAgent)) {
    throw new UserError(`These words cannot be sent to a server: ${options.userAgent}`, {
      hint: 'Write crawl.contact in plain letters without accents, such as an e-mail address',
    })
  }
  const clock = options.clock ?? systemClock
  const { timeoutSeconds, maxBytes, connectTo, userAgent } = options
  const proxies = options.proxies ?? { http: '', https: '', none: '' }
  const resolver = options.lookup === undefined ? {} : { lookup: options.lookup }
  const connections = createConnections({ connectTo, timeoutSeconds, proxies, ...resolver })
  const queues = createHostQueues({
    spacing: options.spacing,
    atOnce: hostsAtOnce,
    perHost: options.perHost ?? 1,
    clock,
  })
  const request = createPoliteRequests({ connections, queues, userAgent, timeoutSeconds, clock })
  const robots = createRobotsGate({ request, onDelay: (host, seconds) => queues.widen(host, seconds) })

  async function fetchDocument(
    address: string,
    { copy = null }: { readonly copy?: KnownCopy | null } = {},
  ): Promise<FetchResult> {
    const exchanges: Exchange[] = []
    const hops: Hop[] = []
    const failed = (reason: FailureReason, detail: string): FetchResult => ({ ok: false, reason, detail, exchanges })
    let url = parseAddress(address)
    if (url === null)
      return failed('unreachable', `${address.slice(0, 200)} is not an address of the web (http or https)`)
    const seen = new Set<string>()
    for (;;) {
      seen.add(url.href)
      const via = hops.length === 0 ? '' : `${url.href} (from ${address}): `
      const permission = await robots.check(url, exchanges)
      if (!permission.ok) return failed(permission.reason, `${via}${permission.detail}`)
      const conditions = conditionsFor(copy, url)
      const sent = await request(url, { maxBytes, longer: 'fail', exchanges, conditions })
      if (!sent.ok) return failed(sent.reason, `${via}${sent.detail}`)
      const { response, startedAt } = sent.exchange
      if (copy !== null && conditions.length > 0 && isStill(response)) {
        exchanges.splice(-1, 1, { ...sent.exchange, unchangedSince: copy.retrievedAt })
        const { status } = response
        const { body, mediaType } = copy
        const headers = freshen(copy, response.headers)
        const given = {
          url: address,
          finalUrl: url.href,
          hops,
          status,
          headers,
          body,
          retrievedAt: startedAt,
          mediaType,
        }
        return { ok: true, exchanges, response: given }
      }
      const verdict = judgeAnswer(response)
      if (verdict.kind === 'failure') return failed(verdict.reason, `${via}${verdict.detail}`)
      if (verdict.kind === 'redirect') {
        const next = parseAddress(verdict.location, url)
        if (next === null) return failed('http_error', `${via}${response.status} to ${verdict.location.slice(0, 200)}`)
        hops.push({ url: url.href, status: response.status, location: next.href })
        if (seen.has(next.href)) return failed('redirects', `${address} leads in a circle at ${next.href}`)
        if (hops.length > mostRedirects)
          return failed('redirects', `${address} leads through more than ${mostRedirects} redirects`)
        url = next
        continue
      }
      const decoded = await decodeBody(response.body, response.headers, { maxBytes, longer: 'fail' })
      if (!decoded.ok) return failed(decoded.reason, `${via}${decoded.detail}`)
      if (decoded.body.byteLength === 0) return failed('empty_response', `${via}${response.status} with nothing in it`)
      const { status, headers } = response
      const declared = (headerValue(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase()
      return {
        ok: true,
        exchanges,
        response: {
          url: address,
          finalUrl: url.href,
          hops,
          status,
          headers,
          body: decoded.body,
          retrievedAt: startedAt,
          mediaType: declared || null,
        },
      }
    }
  }

  return { fetch: fetchDocument, access: { request, robots, clock, maxBytes }, close: () => connections.close() }
}
