import { createHash, randomUUID } from 'node:crypto'
import type { Exchange, HeaderPairs } from './exchange.ts'

/*
 * WARC 1.1 (ISO 28500:2017): https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
 * HTTP heads are kept as the bytes that went over the wire, which libraries for WARC files change: they join repeated
 * lines and replace latin-1 letters.
 */

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 of RFC 4648 without padding, which a SHA-1 of 160 bits never needs. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += letters.charAt((value >> (bits - 5)) & 31)
  }
  return text
}

/** A digest as WARC files write it: `sha1:` and base32, of some bytes joined. */
export function warcDigest(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part)
  return `sha1:${base32(hash.digest())}`
}

const noPayload = warcDigest()

function httpHead(firstLine: string, headers: HeaderPairs): Uint8Array {
  let text = `${firstLine}\r\n`
  for (const [name, value] of headers) text += `${name}: ${value}\r\n`
  return Buffer.from(`${text}\r\n`, 'latin1')
}

/**
 * The headers of an answer as they are true of the body that is kept: chunks were joined, so `Transfer-Encoding` is
 * kept under another name, as Webrecorder's tools do, lest a reader join them again.
 */
function storedHeaders({ headers }: Exchange['response']): HeaderPairs {
  return headers.map(([name, value]) => [name.toLowerCase() === 'transfer-encoding' ? `X-Orig-${name}` : name, value])
}

/** A record: named fields and a block, in pieces. */
export type RecordParts = readonly Uint8Array[]

const recordEnd = Buffer.from('\r\n\r\n')

function makeRecord(
  fields: readonly (readonly [name: string, value: string | undefined])[],
  block: readonly Uint8Array[],
): RecordParts {
  const length = block.reduce((sum, part) => sum + part.byteLength, 0)
  let head = 'WARC/1.1\r\n'
  for (const [name, value] of fields) if (value !== undefined) head += `${name}: ${value}\r\n`
  head += `WARC-Block-Digest: ${warcDigest(...block)}\r\nContent-Length: ${length}\r\n\r\n`
  return [Buffer.from(head), ...block, recordEnd]
}

/** A block of `application/warc-fields`; a value cannot break out of its line. */
function warcFields(fields: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`)
  return Buffer.from(lines.join(''))
}

/** The record that begins a WARC file. */
export function makeWarcInfo(options: {
  readonly id: string
  readonly file: string
  readonly software: string
  readonly date: Date
}): RecordParts {
  const { id, file, software, date } = options
  return makeRecord(
    [
      ['WARC-Type', 'warcinfo'],
      ['WARC-Record-ID', id],
      ['WARC-Date', date.toISOString()],
      ['WARC-Filename', file],
      ['Content-Type', 'application/warc-fields'],
    ],
    [
      warcFields({
        software,
        format: 'WARC File Format 1.1',
        conformsTo: 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      }),
    ],
  )
}

/** A new `WARC-Record-ID`. */
export function newRecordId(): string {
  return `<urn:uuid:${randomUUID()}>`
}

const notModified = 'http://netpreserve.org/warc/1.1/revisit/server-not-modified'

/**
 * The records of an exchange, the response last: request, what is known besides as a metadata record where there is
 * any, response. All share one date and point to the response. In place of an answer that nothing changed stands a
 * revisit record (6.7.3), which names the address and time of the answer whose body stands.
 */
export function makeExchangeRecords(
  exchange: Exchange,
  { infoId, metadata }: { readonly infoId: string; readonly metadata?: Readonly<Record<string, string>> | undefined },
): readonly RecordParts[] {
  const { url, request, response } = exchange
  const responseId = newRecordId()
  const shared = (type: string, id: string): [string, string | undefined][] => [
    ['WARC-Type', type],
    ['WARC-Record-ID', id],
    ['WARC-Target-URI', url],
    ['WARC-Date', exchange.startedAt.toISOString()],
    ['WARC-Warcinfo-ID', infoId],
  ]
  const asked = makeRecord(
    [
      ...shared('request', newRecordId()),
      ['WARC-Concurrent-To', responseId],
      ['WARC-IP-Address', exchange.ip],
      ['WARC-Payload-Digest', noPayload],
      ['Content-Type', 'application/http;msgtype=request'],
    ],
    [httpHead(`GET ${request.target} HTTP/1.1`, request.headers)],
  )
  const since = exchange.unchangedSince
  const own: [string, string | undefined][] =
    since === undefined
      ? [
          ['WARC-Payload-Digest', warcDigest(response.body)],
          ['WARC-Truncated', response.truncated ? 'length' : undefined],
        ]
      : [
          ['WARC-Profile', notModified],
          ['WARC-Refers-To-Target-URI', url],
          ['WARC-Refers-To-Date', since.toISOString()],
        ]
  const answered = makeRecord(
    [
      ...shared(since === undefined ? 'response' : 'revisit', responseId),
      ['WARC-IP-Address', exchange.ip],
      ...own,
      ['Content-Type', 'application/http;msgtype=response'],
    ],
    [httpHead(`HTTP/1.1 ${response.status} ${response.statusText}`, storedHeaders(response)), response.body],
  )
  if (metadata === undefined) return [asked, answered]
  const known = makeRecord(
    [
      ...shared('metadata', newRecordId()),
      ['WARC-Concurrent-To', responseId],
      ['Content-Type', 'application/warc-fields'],
    ],
    [warcFields(metadata)],
  )
  return [asked, known, answered]
}
