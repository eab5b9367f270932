import type { Edition } from '../model/edition.ts'
import { packageVersion } from '../package-file.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { Stage, StageContext, WorkItem } from '../workspace/stage.ts'
import { captureFile, fileItem } from './capture-file.ts'
import { readSupplied, replaceCaptures } from './captures.ts'
import { removePartialFiles } from './content-store.ts'
import { captureSupplied, captureWanted } from './harvest/capture-wanted.ts'
import type { HarvestTools } from './harvest/route.ts'
import { harvestItems, type HarvestSettings, type WantedItem } from './harvest/wanted-items.ts'
import { findCopyIn, type FindCopy } from './known-copy.ts'
import { mendStoredFiles, mendWarcFiles } from './mend-warc-files.ts'
import { openWarcWriter, type WarcWriter } from './warc.ts'

/** Raised when the same address would give other bytes. */
const version = 2

/** What the stage needs besides its settings, made when something has to be asked. */
export interface HarvestAccess {
  /** Makes the tools of a harvest whose answers go to `warc`; what `findCopy` finds is asked for only if it changed. */
  open(warc: WarcWriter, findCopy: FindCopy): Promise<{ readonly tools: HarvestTools; close(): Promise<void> }>
}

/** The crawl stage: local files as they are, and documents of the web as they stood at each snapshot. */
export function createCrawlStage(settings: HarvestSettings, access: HarvestAccess): Stage {
  return {
    name: 'crawl',
    items: async ({ editions, workspace }) => {
      const supplied = await readSupplied(workspace.database)
      return [...localItems(editions), ...harvestItems(editions, settings, supplied).map(({ item }) => item)]
    },
    run: async (items, context) => {
      await removePartialFiles(context.workspace.folder)
      await mendWarcFiles(context)
      await mendStoredFiles(context)
      const asked = new Set(items.map(({ item }) => item))
      const supplied = await readSupplied(context.workspace.database)
      const wanted = harvestItems(context.editions, settings, supplied).filter(({ item }) => asked.has(item.item))
      const files = context.editions.filter((edition) => asked.has(edition.editionId))
      await Promise.all(files.map((edition) => captureFile(edition, { item: localItem(edition), context })))
      await recordForeseen(wanted, context)
      await harvest(
        wanted.filter(({ foreseen }) => foreseen === null),
        { settings, access, context },
      )
    },
  }
}

interface HarvestRun {
  readonly settings: HarvestSettings
  readonly access: HarvestAccess
  readonly context: StageContext
}

async function harvest(wanted: readonly WantedItem[], { settings, access, context }: HarvestRun): Promise<void> {
  if (wanted.length === 0) return
  const software = `policylens/${packageVersion}`
  const { workspace, runId } = context
  const warc = openWarcWriter(workspace.path('warc'), { runId, software, now: new Date() })
  const { tools, close } = await access.open(warc, findCopyIn(workspace))
  try {
    await Promise.all(wanted.map((one) => captureWanted(one, { routes: settings.routes, tools, warc, context })))
  } finally {
    await close()
    await warc.close()
  }
}

/** What needs no request: a document that was not published yet, and one that a person supplied. */
async function recordForeseen(wanted: readonly WantedItem[], context: StageContext): Promise<void> {
  for (const { item, documentKey, date, edition, foreseen } of wanted) {
    if (foreseen === null) continue
    if (foreseen.kind === 'supplied') await captureSupplied(foreseen.file, { item, edition, context })
    else {
      const { detail } = foreseen
      // Nothing is missing here: the document does not belong to the snapshot.
      await context.record(item, { status: 'done', detail }, () =>
        replaceCaptures(context, item.item, [
          { document_key: documentKey, as_at: date, reason: 'not_yet_published', detail },
        ]),
      )
    }
  }
}

function localItems(editions: readonly Edition[]): WorkItem[] {
  return editions.filter(({ source }) => source.kind === 'file').map(localItem)
}

function localItem(edition: Edition): WorkItem {
  return fileItem(edition, fingerprint('crawl', version))
}
