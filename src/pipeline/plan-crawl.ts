import { readSupplied } from '../crawl/captures.ts'
import { hoursOf, planHarvest, type HostPlan } from '../crawl/harvest/plan-harvest.ts'
import { harvestItems } from '../crawl/harvest/wanted-items.ts'
import type { PipelineSpec } from '../model/pipeline.ts'
import { readOutcomes } from '../workspace/outcomes.ts'
import { hasWorkspace, openForReading } from '../workspace/workspace.ts'
import type { Pipeline } from './load-pipeline.ts'
import { spacingOf } from './open-fetcher.ts'
import { harvestSettings } from './open-harvest.ts'
import { planStage } from './plan.ts'

/** What the next crawl would do. */
export interface CrawlPlan {
  readonly documents: number
  readonly snapshots: number
  /** Documents at snapshots. */
  readonly items: {
    readonly toAsk: number
    /** An earlier run got them, or failed for good. */
    readonly settled: number
    readonly notYetPublished: number
    readonly supplied: number
    /** Withdrawn by then, or without an edition of that date. */
    readonly notStanding: number
  }
  /** Files on this machine, which are copied without a request. */
  readonly localFiles: number
  readonly routes: readonly string[]
  readonly hosts: readonly HostPlan[]
  /** At most, at the polite spacing. */
  readonly hours: number
}

/** Plans the next crawl without a request; also where nothing was run yet. */
export async function planCrawl(pipeline: Pipeline, { forced }: { readonly forced: boolean }): Promise<CrawlPlan> {
  const { spec, editions } = pipeline
  const remembered = await remember(pipeline.workspace)
  const all = harvestItems(editions, harvestSettings(spec), remembered.supplied)
  const { outdated } = planStage(
    'crawl',
    all.map(({ item }) => item),
    { past: remembered.past, forced },
  )
  const due = new Set(outdated.map(({ item }) => item))
  const of = (kind: 'supplied' | 'not_yet_published'): number => all.filter((one) => one.foreseen?.kind === kind).length
  const open = all.filter(({ foreseen }) => foreseen === null)
  const toAsk = open.filter(({ item }) => due.has(item.item))
  const documents = new Set(editions.flatMap((one) => (one.source.kind === 'url' ? [one.documentKey] : []))).size
  const hosts = planHarvest(toAsk, planSettings(spec))
  return {
    documents,
    snapshots: spec.snapshots.length,
    items: {
      toAsk: toAsk.length,
      settled: open.length - toAsk.length,
      notYetPublished: of('not_yet_published'),
      supplied: of('supplied'),
      notStanding: documents * spec.snapshots.length - all.length,
    },
    localFiles: editions.filter(({ source }) => source.kind === 'file').length,
    routes: spec.crawl.routes.flatMap((route) => (route === 'archive' ? archiveNames(spec) : [route])),
    hosts,
    hours: hoursOf(hosts),
  }
}

function archiveNames({ crawl }: PipelineSpec): string[] {
  return crawl.archives.filter(({ enabled }) => enabled).map(({ id, url }) => `archive ${id} (${url})`)
}

/** What a plan needs to know of a pipeline. */
export function planSettings({ crawl }: PipelineSpec): Parameters<typeof planHarvest>[1] {
  return {
    routes: crawl.routes,
    archives: crawl.archives
      .filter(({ enabled }) => enabled)
      .map(({ url, kind, index_spacing }) => ({ url, indexSpacing: kind === 'wayback' ? index_spacing : 0 })),
    spacingOf: (host) => spacingOf(crawl.spacing, host),
  }
}

interface Remembered {
  readonly supplied: Parameters<typeof harvestItems>[2]
  readonly past: Awaited<ReturnType<typeof readOutcomes>>
}

async function remember(folder: string): Promise<Remembered> {
  if (!hasWorkspace(folder)) return { supplied: [], past: new Map() }
  const workspace = await openForReading(folder)
  try {
    const { database } = workspace
    return { supplied: await readSupplied(database), past: await readOutcomes(database, 'crawl') }
  } finally {
    workspace.close()
  }
}
