import { existsSync, statSync } from 'node:fs'

import type { Edition } from '../model/edition.ts'
import { packageVersion } from '../package-file.ts'
import type { Database } from '../workspace/database.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { Stage, StageContext, WorkItem } from '../workspace/stage.ts'
import { copyFileToStore, removePartialFiles, storeBytes } from './content-store.ts'
import type { Exchange } from './exchange.ts'
import type { Fetcher } from './fetch-resource.ts'
import { openWarcWriter, trimWarc, wholeWarcLength, type WarcPlace, type WarcWriter } from './warc.ts'

/** Raised when the same address would give other bytes. */
const version = 1

/** The crawl stage: editions to captures, from local files or over HTTP. */
export function createCrawlStage(openFetcher: () => Promise<Fetcher>): Stage {
  return {
    name: 'crawl',
    items: ({ editions }) => Promise.resolve(editions.map(workItem)),
    run: async (items, context) => {
      await mendAfterCrash(context)
      const byId = new Map(context.editions.map((edition) => [edition.editionId, edition]))
      const tasks = items.flatMap((item) => {
        const edition = byId.get(item.item)
        return edition ? [{ item, edition }] : []
      })
      const { workspace, runId } = context
      const software = `policylens/${packageVersion}`
      const warc = openWarcWriter(workspace.path('warc'), { runId, software, now: new Date() })
      const needsFetcher = tasks.some(({ edition }) => edition.source.kind === 'url')
      const fetcher = needsFetcher ? await openFetcher() : null
      try {
        await Promise.all(tasks.map((task) => capture(task, { context, warc, fetcher })))
      } finally {
        await fetcher?.close()
        await warc.close()
      }
    },
  }
}

function workItem(edition: Edition): WorkItem {
  const { source } = edition
  return {
    item: edition.editionId,
    input: source.kind === 'url' ? fingerprint(source.url) : fingerprint(source.path, fileStamp(source.absolute)),
    fingerprint: fingerprint('crawl', version),
    label: edition.documentKey,
  }
}

/** Size and times stand for a file's bytes: a file that was touched is read again, which costs little. */
function fileStamp(path: string): readonly number[] {
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts ? [facts.size, facts.mtimeMs, facts.ctimeMs] : []
}

interface Task {
  readonly item: WorkItem
  readonly edition: Edition
}

interface Tools {
  readonly context: StageContext
  readonly warc: WarcWriter
  readonly fetcher: Fetcher | null
}

async function capture({ item, edition }: Task, tools: Tools): Promise<void> {
  const { source } = edition
  if (source.kind === 'file') await captureFile(item, source, tools)
  else await captureUrl(item, source.url, tools)
}

async function captureFile(
  item: WorkItem,
  { path, absolute }: { readonly path: string; readonly absolute: string },
  { context }: Tools,
): Promise<void> {
  const { workspace, record } = context
  if (!existsSync(absolute)) {
    await record(item, { status: 'failed', reason: 'file_missing', detail: absolute })
    return
  }
  const stored = await copyFileToStore(workspace.folder, absolute)
  await record(item, { status: 'done' }, () =>
    replaceCapture(workspace.database, {
      edition_id: item.item,
      route: 'local',
      source: path,
      final_source: path,
      retrieved_at: new Date().toISOString(),
      bytes: stored.bytes,
      sha256: stored.sha256,
      stored: stored.path,
    }),
  )
}

async function captureUrl(item: WorkItem, url: string, { context, warc, fetcher }: Tools): Promise<void> {
  if (!fetcher) throw new TypeError('There is no fetcher for an address')
  const { workspace, record } = context
  const result = await fetcher.fetch(url)
  const place = await writeAll(warc, result.exchanges)
  if (!result.ok) {
    await record(item, { status: 'failed', reason: result.reason, detail: result.detail })
    return
  }
  const { response } = result
  const extension = /\.([a-z0-9]{1,8})$/i.exec(new URL(response.finalUrl).pathname)?.[1] ?? ''
  const stored = await storeBytes(workspace.folder, response.body, {
    extension: extensionFor(response.mediaType, extension),
  })
  await warc.sync()
  await record(item, { status: 'done' }, () =>
    replaceCapture(workspace.database, {
      edition_id: item.item,
      route: 'live',
      source: url,
      final_source: response.finalUrl,
      retrieved_at: response.retrievedAt.toISOString(),
      http_status: response.status,
      media_type: response.mediaType,
      bytes: stored.bytes,
      sha256: stored.sha256,
      stored: stored.path,
      warc_file: place === null ? null : `warc/${place.file}`,
      warc_offset: place?.offset ?? null,
      warc_length: place?.length ?? null,
    }),
  )
}

/** For text the server's word counts more than the address; bytes with a mark of their own need neither. */
function extensionFor(mediaType: string | null, extension: string): string {
  if (mediaType === 'text/html' || mediaType === 'application/xhtml+xml') return 'html'
  if (mediaType === 'text/plain' && extension === '') return 'txt'
  return extension
}

/** Keeps every answer, also those that were no document; gives the place of the last. */
async function writeAll(warc: WarcWriter, exchanges: readonly Exchange[]): Promise<WarcPlace | null> {
  let place: WarcPlace | null = null
  for (const exchange of exchanges) place = await warc.write(exchange)
  return place
}

async function replaceCapture(
  database: Database,
  row: Readonly<Record<string, string | number | null>> & { readonly edition_id: string },
): Promise<void> {
  await database.run('delete from capture where edition_id = $id', { id: row.edition_id })
  await database.insert('capture', [row])
}

/** Cuts the torn ends of WARC files and removes half-written files that a killed run left. */
async function mendAfterCrash({ workspace, runId }: StageContext): Promise<void> {
  await removePartialFiles(workspace.folder)
  const unfinished = await workspace.database.rows<{ file: string; vouched: number }>(
    `select 'warc/' || r.run_id || '.warc.gz' as file, coalesce(max(c.warc_offset + c.warc_length), 0) as vouched
     from run r left join capture c on c.warc_file = 'warc/' || r.run_id || '.warc.gz'
     where r.finished_at is null and r.run_id <> $runId group by all`,
    { runId },
  )
  for (const { file, vouched } of unfinished) {
    const path = workspace.path(file)
    if (existsSync(path)) await trimWarc(path, await wholeWarcLength(path, vouched))
  }
}
