import type { Dispatcher } from 'undici'
import type { FailureReason } from '../model/outcome.ts'
import { PrivateAddressError } from './connections.ts'
import { headerValue, type Exchange, type HeaderPairs } from './exchange.ts'

/** A whole exchange, or why there is none. */
export type SendResult =
  | { readonly ok: true; readonly exchange: Exchange }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

/** How one request is made. */
export interface SendOptions {
  readonly dispatcher: Dispatcher
  readonly userAgent: string
  /** For the whole of it, from connecting to the last byte. */
  readonly timeoutSeconds: number
  /** Of the body as it comes over the wire. */
  readonly maxBytes: number
  /** What to do with a longer body: give up, or keep its beginning. */
  readonly longer: 'fail' | 'truncate'
  /** Lines such as `if-none-match`, by which a server may answer that nothing changed. */
  readonly conditions?: HeaderPairs
  readonly startedAt: Date
  /** Called when the request is about to leave, the connection being open. */
  readonly onStart: () => void
  /** The address of the machine that the connection leads to, asked for when the answer has begun. */
  readonly peer: () => string | null
}

const networkTroubles: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the host accepts no connection',
  ECONNRESET: 'the host closed the connection',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to the host’s network',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_SOCKET: 'the host closed the connection',
}

function explain(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const known = networkTroubles[code]
  return known === undefined ? error.message : `${known} (${code})`
}

function reasonOf(error: Error, answered: boolean): FailureReason {
  if (error instanceof PrivateAddressError) return 'private_address'
  if (answered) return 'incomplete_response'
  const { name, code } = error as NodeJS.ErrnoException
  return name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW' ? 'http_error' : 'unreachable'
}

function pairsOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderPairs {
  if (!Array.isArray(raw)) return []
  const texts = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')))
  return Array.from({ length: texts.length / 2 }, (_, index) => [texts[2 * index] ?? '', texts[2 * index + 1] ?? ''])
}

/** The header lines that `undici` sends for a GET request with the `own` lines, in its order. */
function sentHeaders(url: URL, own: HeaderPairs): HeaderPairs {
  return [['host', url.host], ['connection', 'keep-alive'], ...own]
}

/** Asks for one address once, follows nothing, and gives the answer as it came; never throws for what a server does. */
export function sendRequest(url: URL, options: SendOptions): Promise<SendResult> {
  const target = `${url.pathname}${url.search}`
  const own: HeaderPairs = [
    ['user-agent', options.userAgent],
    ['accept', '*/*'],
    ['accept-encoding', 'gzip, deflate, br'],
    ...(options.conditions ?? []),
  ]
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined
    let head: Pick<Exchange['response'], 'status' | 'statusText' | 'headers'> | undefined
    let ip: string | null = null
    let settled = false
    let size = 0
    const chunks: Buffer[] = []

    const timer = setTimeout(() => {
      fail('too_slow', `no whole answer within ${options.timeoutSeconds} seconds (${size} bytes came)`)
    }, options.timeoutSeconds * 1000)

    function settle(result: SendResult): void {
      if (settled) return
      settled = true
      clearTimeout(timer)
      resolve(result)
    }
    function fail(reason: FailureReason, detail: string): void {
      settle({ ok: false, reason, detail })
      controller?.abort(new Error(detail))
    }
    function finish(truncated: boolean): void {
      if (head === undefined) return fail('unreachable', 'the host closed the connection without an answer')
      const response = { ...head, body: Buffer.concat(chunks), truncated }
      const request = { target, headers: sentHeaders(url, own) }
      const address = new URL(url)
      address.hash = ''
      const place = ip === null ? {} : { ip }
      settle({ ok: true, exchange: { url: address.href, startedAt: options.startedAt, ...place, request, response } })
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started
        if (settled) started.abort(new Error('given up'))
        else options.onStart()
      },
      onResponseStart(current, status, _headers, statusText) {
        // 1xx answers come before the true one.
        if (status < 200) return
        head = { status, statusText: statusText ?? '', headers: pairsOf(current.rawHeaders) }
        ip = options.peer()
        const announced = Number(headerValue(head.headers, 'content-length') ?? 0)
        if (options.longer === 'fail' && announced > options.maxBytes) {
          fail('too_large', `${announced} bytes are announced, the limit is ${options.maxBytes}`)
        }
      },
      onResponseData(current, chunk) {
        if (settled) return
        const room = options.maxBytes - size
        size += chunk.byteLength
        if (chunk.byteLength <= room) {
          chunks.push(chunk)
        } else if (options.longer === 'truncate') {
          chunks.push(chunk.subarray(0, room))
          finish(true)
          current.abort(new Error('enough'))
        } else {
          fail('too_large', `more than ${options.maxBytes} bytes came, which is the limit`)
        }
      },
      onResponseEnd() {
        finish(false)
      },
      onResponseError(_controller, error) {
        settle({ ok: false, reason: reasonOf(error, head !== undefined), detail: explain(error) })
      },
    }
    options.dispatcher.dispatch({ origin: url.origin, path: target, method: 'GET', headers: own.flat() }, handler)
  })
}
