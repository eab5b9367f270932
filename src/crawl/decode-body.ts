import { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import type { FailureReason } from '../model/outcome.ts'
import { headerValues, type HeaderPairs } from './exchange.ts'

/** A body without its content-encoding, or why that could not be taken off. */
export type DecodeResult =
  | { readonly ok: true; readonly body: Uint8Array }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

const mostLayers = 3
const unreadable: ReadonlySet<string> = new Set(['compress', 'x-compress', 'zstd', 'dcb', 'dcz'])

/** The stream that takes one encoding off, judged by the bytes too; null where the bytes are not encoded so. */
function decoderFor(coding: string, body: Uint8Array): NodeJS.ReadWriteStream | null {
  if (coding === 'gzip' || coding === 'x-gzip') return body[0] === 0x1f && body[1] === 0x8b ? createGunzip() : null
  if (coding === 'br') return createBrotliDecompress()
  if (coding !== 'deflate') return null
  // Some servers send raw deflate under this name: a zlib header is a multiple of 31 (RFC 1950).
  const zlib = ((body[0] ?? 0) & 0x0f) === 8 && ((body[0] ?? 0) * 256 + (body[1] ?? 0)) % 31 === 0
  return zlib ? createInflate() : createInflateRaw()
}

async function unpack(
  body: Uint8Array,
  coding: string,
  options: { readonly maxBytes: number; readonly longer: 'fail' | 'truncate' },
): Promise<DecodeResult> {
  const decoder = decoderFor(coding, body)
  if (decoder === null) return { ok: true, body }
  const chunks: Buffer[] = []
  let size = 0
  try {
    const output = Readable.from([body]).pipe(decoder)
    for await (const chunk of output as AsyncIterable<Buffer>) {
      size += chunk.byteLength
      chunks.push(chunk)
      if (size <= options.maxBytes) continue
      if (options.longer === 'truncate') return { ok: true, body: Buffer.concat(chunks).subarray(0, options.maxBytes) }
      return { ok: false, reason: 'too_large', detail: `more than ${options.maxBytes} bytes once unpacked` }
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const torn = code === 'Z_BUF_ERROR' || /unexpected end/i.test(message)
    if (torn && options.longer === 'truncate') return { ok: true, body: Buffer.concat(chunks) }
    return torn
      ? { ok: false, reason: 'incomplete_response', detail: `the ${coding} body breaks off` }
      : { ok: false, reason: 'http_error', detail: `the body is not the ${coding} that it says it is` }
  }
  return { ok: true, body: Buffer.concat(chunks) }
}

/**
 * Takes the content-encoding off a body: gzip, deflate and brotli, one on another up to three deep. Encodings that
 * servers name without using them (`identity`, `utf-8`, gzip on plain bytes) leave the body as it is.
 */
export async function decodeBody(
  body: Uint8Array,
  headers: HeaderPairs,
  options: {
    /** Of the body once unpacked, at each layer. */
    readonly maxBytes: number
    readonly longer: 'fail' | 'truncate'
  },
): Promise<DecodeResult> {
  const codings = headerValues(headers, 'content-encoding')
    .flatMap((value) => value.toLowerCase().split(','))
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  const strange = codings.find((coding) => unreadable.has(coding))
  if (strange !== undefined || codings.length > mostLayers) {
    return {
      ok: false,
      reason: 'http_error',
      detail: `content-encoding ${codings.join(', ').slice(0, 80)} cannot be read`,
    }
  }
  let result: DecodeResult = { ok: true, body }
  for (const coding of codings.toReversed()) {
    if (!result.ok || result.body.byteLength === 0) return result
    result = await unpack(result.body, coding, options)
  }
  return result
}
