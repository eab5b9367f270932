import PQueue from 'p-queue'
import type { FailureReason } from '../../model/outcome.ts'
import type { Exchange } from '../exchange.ts'
import { createPace } from '../pace.ts'
import type { Archive, ArchivedCapture } from './archive.ts'
import { createArchiveHost, type ArchiveAccess } from './archive-host.ts'
import { parseWaybackIndex } from './archive-index.ts'
import { toTimestamp } from './memento-time.ts'
import { readIndexText } from './read-index-text.ts'
import { replayCapture } from './replay-capture.ts'
import { orderCaptures, resolveRevisits, unresolvedDigests } from './revisits.ts'
import { urlVariants } from './url-variants.ts'

/** How a Wayback Machine is asked. */
export interface WaybackOptions {
  /** Id of the archive in tables. Default: `wayback`. */
  readonly id?: string
  /** Default: `https://web.archive.org`. */
  readonly url?: string
  /**
   * Seconds between the starts of two questions to its index, beside the host's own spacing. Default: 2.5, which is 80 %
   * of what the Internet Archive allows (30 a minute).
   */
  readonly indexSpacing?: number
}

const rowsPerPage = 5000
const mostRows = 50_000
// Against an index that gives a page's key for ever.
const mostPages = 100
const mostDigests = 40
const base32 = /^[A-Z2-7]{32}$/

type Failure = { readonly ok: false; readonly reason: FailureReason; readonly detail: string }
type Rows = { readonly ok: true; readonly captures: readonly ArchivedCapture[] } | Failure

/**
 * The Wayback Machine: its CDX server for the index (no filter by status, which would drop revisits), `id_` for replay.
 *
 * Source: the README of wayback-cdx-server; the behaviour of replay is that of recorded exchanges.
 */
export function createWayback(access: ArchiveAccess, options: WaybackOptions = {}): Archive {
  const { id = 'wayback', indexSpacing = 2.5 } = options
  const base = (options.url ?? 'https://web.archive.org').replace(/\/+$/, '')
  const host = createArchiveHost(id, access)
  const pace = createPace({ seconds: indexSpacing, clock: access.clock })
  const asking = new PQueue({ concurrency: 1 })

  async function askIndex(query: Readonly<Record<string, string>>, exchanges: Exchange[]): Promise<Rows> {
    const captures: ArchivedCapture[] = []
    let resumeKey: string | null = null
    for (let page = 0; page < mostPages && captures.length < mostRows; page++) {
      const url = new URL(`${base}/cdx/search/cdx`)
      const fields = 'timestamp,original,mimetype,statuscode,digest,length'
      const paging = { limit: String(rowsPerPage), showResumeKey: 'true', ...(resumeKey === null ? {} : { resumeKey }) }
      url.search = new URLSearchParams({ ...query, output: 'json', fl: fields, ...paging }).toString()
      const sent = await asking.add(() => host.ask(url, { for: 'index', exchanges, pace }))
      const read = await readIndexText(sent, url)
      if (!read.ok) return read
      const found = parseWaybackIndex(read.text, id)
      if (found === null)
        return { ok: false, reason: 'http_error', detail: `${url.href}: not an index: ${read.text.slice(0, 80)}` }
      captures.push(...found.captures)
      if (found.resumeKey === null) return { ok: true, captures }
      resumeKey = found.resumeKey
    }
    return {
      ok: false,
      reason: 'too_large',
      detail: `${id} lists more than ${captures.length} captures of ${query['url']}`,
    }
  }

  return {
    id,
    async listCaptures(address, { from, to }) {
      const exchanges: Exchange[] = []
      const captures: ArchivedCapture[] = []
      for (const url of urlVariants(address)) {
        const rows = await askIndex({ url, from: toTimestamp(from), to: toTimestamp(to) }, exchanges)
        if (!rows.ok) return { ...rows, exchanges }
        const known = resolveRevisits(rows.captures)
        const digests = unresolvedDigests(known)
          .filter((digest) => base32.test(digest))
          .slice(0, mostDigests)
        if (digests.length === 0) {
          captures.push(...known)
          continue
        }
        // What these repeat was captured before the window began.
        const filter = `digest:(${digests.join('|')})`
        const earlier = await askIndex({ url, to: toTimestamp(from), filter }, exchanges)
        if (!earlier.ok) return { ...earlier, exchanges }
        captures.push(...resolveRevisits(known, earlier.captures))
      }
      return { ok: true, captures: orderCaptures(captures), exchanges }
    },
    replay: (capture, between) =>
      replayCapture(capture, { host, prefix: `${base}/web/`, between, maxBytes: access.maxBytes }),
  }
}
