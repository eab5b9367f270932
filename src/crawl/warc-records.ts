import { createHash, randomUUID } from 'node:crypto'
import { WARCRecord, WARCSerializer } from 'warcio'
import type { Exchange, HeaderPairs } from './exchange.ts'

/*
 * WARC 1.1 (ISO 28500:2017): https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
 * HTTP heads are given to warcio as bytes, since its own header map joins repeated lines and changes latin-1 letters.
 */

const version = { warcVersion: 'WARC/1.1' } as const
const digest = { algo: 'sha-1', prefix: 'sha1:', base32: true }

/** Base32 of RFC 4648 without padding, which a SHA-1 of 160 bits never needs. */
function base32(bytes: Uint8Array): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let text = ''
  let value = 0
  let bits = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += letters.charAt((value >> (bits - 5)) & 31)
  }
  return text
}

/** A digest as WARC files write it: `sha1:` and base32. */
export function warcDigest(bytes: Uint8Array): string {
  return `sha1:${base32(createHash('sha1').update(bytes).digest())}`
}

function httpHead(firstLine: string, headers: HeaderPairs): Uint8Array {
  const lines = [firstLine, ...headers.map(([name, value]) => `${name}: ${value}`)]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

/**
 * The headers of an answer as they are true of the body that is kept: chunks were joined, so `Transfer-Encoding` is
 * kept under another name, as Webrecorder's tools do, lest a reader join them again.
 */
function storedHeaders({ headers }: Exchange['response']): HeaderPairs {
  return headers.map(([name, value]) => [name.toLowerCase() === 'transfer-encoding' ? `X-Orig-${name}` : name, value])
}

interface RecordParts {
  readonly type: 'request' | 'response'
  readonly url: string
  readonly date: string
  readonly headers: Readonly<Record<string, string>>
  readonly blocks: readonly Uint8Array[]
}

async function serialize(record: WARCRecord): Promise<Uint8Array> {
  return WARCSerializer.serialize(record, { gzip: true, digest })
}

async function httpRecord({ type, url, date, headers, blocks }: RecordParts): Promise<Uint8Array> {
  const record = WARCRecord.create({ ...version, type, url, date, warcHeaders: { ...headers } }, blocks)
  // The head is the first of the blocks: without this warcio would write one of its own before them.
  record.httpHeaders = null
  return serialize(record)
}

/** The record that begins a WARC file, compressed. */
export async function serializeWarcInfo(options: {
  readonly id: string
  readonly file: string
  readonly software: string
  readonly date: Date
}): Promise<Uint8Array> {
  const { id, file, software, date } = options
  const info = {
    software,
    format: 'WARC File Format 1.1',
    conformsTo: 'https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
  }
  const warcHeaders = { 'WARC-Record-ID': id }
  return serialize(
    WARCRecord.createWARCInfo({ ...version, filename: file, date: date.toISOString(), warcHeaders }, info),
  )
}

/** A new `WARC-Record-ID`. */
export function newRecordId(): string {
  return `<urn:uuid:${randomUUID()}>`
}

/** The request and the response record of an exchange, each a gzip member. */
export async function serializeExchange(
  exchange: Exchange,
  warcInfoId: string,
): Promise<{ readonly request: Uint8Array; readonly response: Uint8Array }> {
  const { url, request, response } = exchange
  const date = exchange.startedAt.toISOString()
  const responseId = newRecordId()
  const cut = response.truncated ? { 'WARC-Truncated': 'length' } : {}
  return {
    request: await httpRecord({
      type: 'request',
      url,
      date,
      headers: {
        'WARC-Record-ID': newRecordId(),
        'WARC-Warcinfo-ID': warcInfoId,
        'WARC-Concurrent-To': responseId,
        'WARC-Payload-Digest': warcDigest(new Uint8Array()),
        'Content-Type': 'application/http;msgtype=request',
      },
      blocks: [httpHead(`GET ${request.target} HTTP/1.1`, request.headers)],
    }),
    response: await httpRecord({
      type: 'response',
      url,
      date,
      headers: {
        'WARC-Record-ID': responseId,
        'WARC-Warcinfo-ID': warcInfoId,
        'WARC-Payload-Digest': warcDigest(response.body),
        'Content-Type': 'application/http;msgtype=response',
        ...cut,
      },
      blocks: [httpHead(`HTTP/1.1 ${response.status} ${response.statusText}`, storedHeaders(response)), response.body],
    }),
  }
}
