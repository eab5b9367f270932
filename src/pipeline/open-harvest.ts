import { createArchives } from '../crawl/archives/index.ts'
import type { Clock } from '../crawl/clock.ts'
import type { HarvestTools, KeptFetch } from '../crawl/harvest/route.ts'
import type { HarvestSettings } from '../crawl/harvest/wanted-items.ts'
import type { HarvestAccess } from '../crawl/stage.ts'
import type { WarcPlace, WarcWriter } from '../crawl/warc.ts'
import type { PipelineSpec } from '../model/pipeline.ts'
import type { PipelineFile } from './load-pipeline.ts'
import { openFetcher } from './open-fetcher.ts'

/** The settings of a pipeline that decide what its harvest asks for. */
export function harvestSettings({ snapshots, snapshot_by, crawl }: PipelineSpec): HarvestSettings {
  return {
    snapshots,
    by: snapshot_by,
    routes: crawl.routes,
    archives: crawl.archives.filter(({ enabled }) => enabled).map(({ id }) => id),
    window: { monthsBefore: crawl.window.months_before, daysAfter: crawl.window.days_after },
  }
}

/** What a pipeline's harvest asks with; `clock` is the machine's where none is given. */
export function harvestAccess(
  pipeline: Pick<PipelineFile, 'spec' | 'path'>,
  { clock }: { readonly clock?: Clock } = {},
): HarvestAccess {
  return {
    async open(warc, findCopy) {
      const { spec } = pipeline
      const fetcher = await openFetcher(pipeline, { clock })
      const { window, by } = harvestSettings(spec)
      const keep = keeper(warc)
      const tools: HarvestTools = {
        fetch: onceEach(async (url) => {
          const copy = await findCopy(url)
          const result = await fetcher.fetch(url, { copy })
          const place = await keep(result.exchanges)
          // The bytes of a copy that still stands are in the record of then.
          const isCopy = copy !== null && result.ok && result.response.status === 304
          return { result, warc: isCopy ? copy.warc : place }
        }),
        keep,
        archives: createArchives(spec.crawl.archives, fetcher.access),
        window,
        by,
      }
      return { tools, close: () => fetcher.close() }
    },
  }
}

/** Writes answers to a WARC file, and gives the place of the last. */
export function keeper(warc: WarcWriter): HarvestTools['keep'] {
  return async (exchanges, metadata) => {
    let place: WarcPlace | null = null
    for (const [at, exchange] of exchanges.entries()) {
      const isLast = at === exchanges.length - 1
      place = await warc.write(exchange, isLast && metadata !== undefined ? { metadata } : {})
    }
    return place
  }
}

/** Asks for each address once: two snapshots may want the same file. */
function onceEach(fetch: (url: string) => Promise<KeptFetch>): (url: string) => Promise<KeptFetch> {
  const asked = new Map<string, Promise<KeptFetch>>()
  return (url) => {
    const before = asked.get(url)
    if (before !== undefined) return before
    const now = fetch(url)
    asked.set(url, now)
    return now
  }
}
