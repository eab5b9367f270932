import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

import type { Workspace } from '../workspace/workspace.ts'
import { headerValue, type Exchange, type HeaderPairs } from './exchange.ts'
import { findChallenge } from './judge-answer.ts'
import type { WarcPlace } from './warc.ts'

/** What an address gave at an earlier harvest, with the marks by which its server knows it again. */
export interface KnownCopy {
  /** The address that gave the bytes, after redirects: the only one that knows the marks. */
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly mediaType: string | null
  /** When it was got. */
  readonly retrievedAt: Date
  readonly body: Uint8Array
  /** The record that holds the bytes. */
  readonly warc: WarcPlace | null
}

/** Finds the latest live copy of what an address gave; null where there is none that its server would know again. */
export type FindCopy = (url: string) => Promise<KnownCopy | null>

/** The header lines that ask whether a copy still stands (RFC 9110, 13.1); none for any other address. */
export function conditionsFor(copy: KnownCopy | null, url: URL): HeaderPairs {
  if (copy === null || copy.url !== url.href) return []
  const { etag, lastModified } = copy
  return [
    ...(isHeaderValue(etag) ? [['if-none-match', etag] as const] : []),
    ...(isHeaderValue(lastModified) ? [['if-modified-since', lastModified] as const] : []),
  ]
}

/** Whether an answer says that nothing changed. */
export function isStill(response: Exchange['response']): boolean {
  return response.status === 304 && findChallenge(response) === null
}

/** The headers of such an answer, with the marks that it need not repeat (RFC 9111, 4.3.4). */
export function freshen({ etag, lastModified }: KnownCopy, headers: HeaderPairs): HeaderPairs {
  const known = [['etag', etag] as const, ['last-modified', lastModified] as const]
  const missing = known.flatMap(([name, value]) =>
    value === null || headerValue(headers, name) !== null ? [] : [[name, value] as const],
  )
  return [...headers, ...missing]
}

/** What a server once sent is sent back only where it is plain text of one line. */
function isHeaderValue(text: string | null): text is string {
  return text !== null && /^[\x20-\x7e]{1,1000}$/.test(text)
}

interface CaptureFacts {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly mediaType: string | null
  readonly retrievedAt: string
  readonly stored: string
  readonly sha256: string
  readonly file: string | null
  readonly offset: number | null
  readonly length: number | null
}

/** Finds copies among the captures of a workspace. */
export function findCopyIn({ database, path }: Pick<Workspace, 'database' | 'path'>): FindCopy {
  return async (url) => {
    const [facts] = await database.rows<CaptureFacts>(
      `select final_url as url, etag, last_modified as "lastModified", media_type as "mediaType",
         retrieved_at as "retrievedAt", stored, sha256, warc_file as file, warc_offset as "offset",
         warc_length as "length"
       from capture
       where route = 'live' and status = 'obtained' and url = $url and final_url is not null
         and (etag is not null or last_modified is not null)
       order by retrieved_at desc limit 1`,
      { url },
    )
    if (facts === undefined) return null
    const body = await readFile(path(facts.stored)).catch(() => null)
    // A copy that is gone or damaged is fetched anew.
    if (body === null || createHash('sha256').update(body).digest('hex') !== facts.sha256) return null
    const { etag, lastModified, mediaType, file, offset, length } = facts
    const warc =
      file === null || offset === null || length === null ? null : { file: file.replace(/^warc\//, ''), offset, length }
    return { url: facts.url, etag, lastModified, mediaType, retrievedAt: new Date(facts.retrievedAt), body, warc }
  }
}
