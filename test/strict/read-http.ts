import { readFields, valueOf, valuesOf, type Field } from './warc-fields.ts'
import type { Complaints } from './violation.ts'

/** An HTTP message of a WARC record. */
export interface HttpMessage {
  readonly firstLine: string
  /** Of an answer; null of a request. */
  readonly status: number | null
  readonly fields: readonly Field[]
  /** As it stands in the record. */
  readonly body: Buffer
  /** Transfer-encoding removed; null where the chunks are broken. */
  readonly payload: Buffer | null
}

/** Joins chunks (RFC 9112, 7.1); null where they are broken. */
function joinChunks(body: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at)
    if (end === -1) return null
    const size = /^([0-9a-f]+)[ \t]*(;.*)?$/i.exec(body.subarray(at, end).toString('latin1'))?.[1]
    if (size === undefined) return null
    const length = Number.parseInt(size, 16)
    const begin = end + 2
    if (length === 0) return Buffer.concat(parts)
    if (begin + length + 2 > body.length || body.subarray(begin + length, begin + length + 2).toString() !== '\r\n')
      return null
    parts.push(body.subarray(begin, begin + length))
    at = begin + length + 2
  }
}

/** Reads the block of a request or response record (RFC 9112); null where it is no HTTP message. */
export function readHttp(
  block: Buffer,
  complaints: Complaints,
  { kind, truncated }: { readonly kind: 'request' | 'response'; readonly truncated: boolean },
): HttpMessage | null {
  const end = block.indexOf('\r\n\r\n')
  if (end === -1) {
    complaints.add('http', 'the HTTP head has no end')
    return null
  }
  const head = block.subarray(0, end + 2).toString('latin1')
  const lineEnd = head.indexOf('\r\n')
  const firstLine = head.slice(0, lineEnd)
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/.exec(firstLine)?.[1]
  const good = kind === 'response' ? status !== undefined : /^[A-Z]+ \S+ HTTP\/\d\.\d$/.test(firstLine)
  if (!good) complaints.add('http', `the first line of a ${kind} is ${JSON.stringify(firstLine.slice(0, 80))}`)
  const fields = readFields(head.slice(lineEnd + 2), complaints, 'http')
  const body = block.subarray(end + 4)
  const chunked = valuesOf(fields, 'transfer-encoding').some((value) => /\bchunked\b/i.test(value))
  const payload = chunked ? joinChunks(body) : body
  if (payload === null && !truncated) complaints.add('http', 'it says that it is chunked, but the chunks are broken')
  const announced = chunked ? null : valueOf(fields, 'content-length')
  const bodiless = kind === 'request' || status === '304' || status === '204'
  if (announced !== null && !bodiless && !truncated && Number(announced) !== body.length) {
    complaints.add('http-length', `Content-Length is ${announced}, the body has ${body.length} bytes`)
  }
  return { firstLine, status: status === undefined ? null : Number(status), fields, body, payload }
}
