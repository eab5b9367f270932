import { decodeBody, type DecodeResult } from '../decode-body.ts'
import { headerValue, type HeaderPairs } from '../exchange.ts'

const mostLayers = 3
// PDF, ZIP (and with it Word), the older Office files.
const magics = [
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
] as const

const startsWith = (body: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => body[at] === byte)
const isGzip = (body: Uint8Array): boolean => startsWith(body, [0x1f, 0x8b, 8])

function isPlain(body: Uint8Array): boolean {
  if (magics.some((magic) => startsWith(body, magic))) return true
  const head = Buffer.from(body.subarray(0, 512)).toString('latin1')
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(head) && !head.includes('\0')
}

/**
 * Takes the content-encoding off a replayed body. Archives give original bytes with headers that at times do not fit
 * them, so the bytes decide: what begins as a PDF, ZIP, Office or HTML file is taken as it is, what begins as gzip is
 * unpacked, and only else the header is believed.
 */
export async function decodeReplay(
  body: Uint8Array,
  headers: HeaderPairs,
  options: { readonly maxBytes: number },
): Promise<DecodeResult> {
  const limits = { ...options, longer: 'fail' } as const
  if (isPlain(body)) return { ok: true, body }
  const isArchive = /gzip|x-tar/i.test(headerValue(headers, 'content-type') ?? '')
  const declared = isGzip(body) ? [] : headers.filter(([name]) => name.toLowerCase() === 'content-encoding')
  let result: DecodeResult = await decodeBody(body, declared, limits)
  if (isArchive) return result
  for (let layer = 0; layer < mostLayers && result.ok && isGzip(result.body); layer++) {
    result = await decodeBody(result.body, [['content-encoding', 'gzip']], limits)
  }
  return result
}
