import { getSurt } from 'warcio'
import type { Member } from './read-members.ts'

/*
 * CDXJ 0.1.0, the index of a WACZ file: https://specs.webrecorder.net/cdxj/0.1.0/. The key is made by warcio, as
 * ReplayWeb.page makes it when it looks an address up: `www.` is left out and the parts of the query are in order.
 */

/** A response record as its first bytes tell it. */
export interface IndexedResponse {
  readonly url: string
  /** RFC 3339, as the record has it. */
  readonly date: string
  readonly status: number
  /** `unk` where the answer named none. */
  readonly mediaType: string
  readonly digest: string
  readonly offset: number
  readonly length: number
}

/** As many bytes of a record as hold its heads: those of WARC and HTTP, of which the latter is bounded when fetched. */
export const headBytes = 128 * 1024

function fieldsOf(lines: readonly string[]): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** Reads a member of a WARC file as a response; null where it is another record. */
export function readResponseHead({ head, offset, length }: Member): IndexedResponse | null {
  const [warcHead = '', httpHead = ''] = head.toString('latin1').split('\r\n\r\n', 2)
  const warc = fieldsOf(warcHead.split('\r\n').slice(1))
  // A revisit record holds the head of an answer by which nothing changed (304).
  if (!/^(response|revisit)$/.test(warc.get('warc-type') ?? '')) return null
  const [statusLine = '', ...headers] = httpHead.split('\r\n')
  const status = Number(/^HTTP\/\S+ (\d{3})\b/.exec(statusLine)?.[1] ?? 0)
  const declared = fieldsOf(headers).get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return {
    url: warc.get('warc-target-uri') ?? '',
    date: warc.get('warc-date') ?? '',
    status,
    mediaType: declared || 'unk',
    digest: warc.get('warc-payload-digest') ?? '',
    offset,
    length,
  }
}

/** The line of a response in an index. */
export function cdxjLine(response: IndexedResponse, file: string): string {
  const { url, date, status, mediaType, digest, offset, length } = response
  const block = {
    url,
    mime: mediaType,
    status: String(status),
    digest,
    length: String(length),
    offset: String(offset),
    filename: file,
  }
  return `${getSurt(url)} ${date.replace(/\D/g, '').slice(0, 14)} ${JSON.stringify(block)}`
}
