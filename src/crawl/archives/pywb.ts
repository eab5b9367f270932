import type { Exchange } from '../exchange.ts'
import type { Archive, ArchivedCapture } from './archive.ts'
import { createArchiveHost, type ArchiveAccess } from './archive-host.ts'
import { parsePywbIndex } from './archive-index.ts'
import { toTimestamp } from './memento-time.ts'
import { readIndexText } from './read-index-text.ts'
import { replayCapture } from './replay-capture.ts'
import { orderCaptures, resolveRevisits } from './revisits.ts'
import { urlVariants } from './url-variants.ts'

/** How an archive that runs pywb is asked. */
export interface PywbOptions {
  /** Id of the archive in tables. */
  readonly id: string
  /** Address of the archive, such as `https://webarchive.nationalarchives.gov.uk`. */
  readonly url: string
  /** Collection in its addresses, such as `ukgwa`; absent where they have none. */
  readonly collection?: string | undefined
}

const rowsPerPage = 5000
const mostPages = 10

/**
 * An archive that runs pywb, as the UK Government Web Archive does: `…/cdx` for the index, one object a line, and
 * `…/<14 digits>id_/<address>` for replay, which gives the nearest capture without a redirect. Its index has no resume
 * key; where as many rows came as were asked for, the next page begins at the last one's time.
 *
 * Source: the documentation of pywb; what a given archive allows at the moment only a live request can show.
 */
export function createPywb(access: ArchiveAccess, options: PywbOptions): Archive {
  const { id, collection } = options
  const root = options.url.replace(/\/+$/, '')
  const base = collection === undefined ? root : `${root}/${collection}`
  const host = createArchiveHost(id, access)

  async function askIndex(url: string, between: { readonly from: string; readonly to: string }, exchanges: Exchange[]) {
    const captures: ArchivedCapture[] = []
    let from = toTimestamp(between.from)
    for (let page = 0; page < mostPages; page++) {
      const address = new URL(`${base}/cdx`)
      const query = { url, output: 'json', from, to: toTimestamp(between.to), limit: String(rowsPerPage) }
      address.search = new URLSearchParams(query).toString()
      const read = await readIndexText(await host.ask(address, { for: 'index', exchanges }), address)
      if (!read.ok) return read
      const found = parsePywbIndex(read.text, id)
      if (found === null) {
        const detail = `${address.href}: not an index: ${read.text.slice(0, 80)}`
        return { ok: false, reason: 'http_error', detail } as const
      }
      captures.push(...found)
      const last = found.at(-1)
      const isLastPage = read.text.trim().split('\n').length < rowsPerPage
      if (isLastPage || last === undefined || toTimestamp(last.datetime) === from)
        return { ok: true, captures } as const
      from = toTimestamp(last.datetime)
    }
    const detail = `${id} lists more than ${mostPages * rowsPerPage} captures`
    return { ok: false, reason: 'too_large', detail } as const
  }

  return {
    id,
    async listCaptures(address, between) {
      const exchanges: Exchange[] = []
      const captures: ArchivedCapture[] = []
      for (const url of urlVariants(address)) {
        const rows = await askIndex(url, between, exchanges)
        if (!rows.ok) return { ...rows, exchanges }
        captures.push(...rows.captures)
      }
      return { ok: true, captures: resolveRevisits(orderCaptures(captures)), exchanges }
    },
    replay: (capture, between) =>
      replayCapture(capture, { host, prefix: `${base}/`, between, maxBytes: access.maxBytes }),
  }
}
