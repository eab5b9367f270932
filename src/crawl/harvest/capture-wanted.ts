import type { Edition } from '../../model/edition.ts'
import type { StageContext, WorkItem } from '../../workspace/stage.ts'
import { replaceCaptures, type CaptureRow, type SuppliedFile } from '../captures.ts'
import { storeBytes } from '../content-store.ts'
import type { WarcWriter } from '../warc.ts'
import { harvestDocument } from './harvest-document.ts'
import type { HarvestTools, ObtainedPart, RouteName } from './route.ts'
import type { WantedItem } from './wanted-items.ts'

/** What a capture is made with. */
interface CaptureTools {
  readonly routes: readonly RouteName[]
  readonly tools: HarvestTools
  readonly warc: WarcWriter
  readonly context: StageContext
}

/** Harvests a document as it stood at a date and records what was got. */
export async function captureWanted(
  { item, wanted, documentKey, date }: WantedItem,
  { routes, tools, warc, context }: CaptureTools,
): Promise<void> {
  if (wanted === null) return
  const facts = { document_key: documentKey, edition_id: wanted.edition.editionId, as_at: date }
  const result = await harvestDocument(wanted, { routes, tools })
  if (!result.ok) {
    const { reason, detail } = result
    await context.record(item, { status: 'failed', reason, detail }, () =>
      replaceCaptures(context, item.item, [{ ...facts, url: wanted.edition.landingUrl ?? null, reason, detail }]),
    )
    return
  }
  const rows: CaptureRow[] = []
  for (const part of result.parts) {
    const extension = extensionFor(part)
    const stored = await storeBytes(context.workspace.folder, part.body, { extension })
    rows.push({
      ...facts,
      route: result.route,
      detail: result.detail,
      ...rowOf(part),
      bytes: stored.bytes,
      sha256: stored.sha256,
      stored: stored.path,
    })
  }
  await warc.sync()
  await context.record(item, { status: 'done', detail: result.route }, () => replaceCaptures(context, item.item, rows))
}

/** Records a file that a person supplied as what stood at the date. */
export async function captureSupplied(
  file: SuppliedFile,
  {
    item,
    edition,
    context,
  }: { readonly item: WorkItem; readonly edition: Edition | null; readonly context: StageContext },
): Promise<void> {
  const row = {
    document_key: file.documentKey,
    edition_id: edition?.editionId ?? null,
    as_at: file.date,
    route: 'supplied',
    url: file.sourceUrl,
    final_url: file.name,
    rule: 'supplied',
    detail: file.note === '' ? null : file.note,
    published: edition?.published ?? null,
    bytes: file.bytes,
    sha256: file.sha256,
    stored: file.stored,
    retrieved_at: `${file.obtained}T00:00:00.000Z`,
  }
  await context.record(item, { status: 'done', detail: 'supplied' }, () => replaceCaptures(context, item.item, [row]))
}

/** For text the server's word counts more than the address; bytes with a mark of their own need neither. */
function extensionFor({ mediaType, finalUrl }: ObtainedPart): string {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(new URL(finalUrl).pathname)?.[1] ?? ''
  if (mediaType === 'text/html' || mediaType === 'application/xhtml+xml') return 'html'
  return mediaType === 'text/plain' && extension === '' ? 'txt' : extension
}

function rowOf(part: ObtainedPart): Record<string, string | number | null> {
  return {
    url: part.url,
    final_url: part.finalUrl,
    archive: part.archive,
    memento_datetime: part.mementoDatetime,
    distance_days: part.distanceDays,
    rule: part.rule,
    published: part.published,
    http_status: part.httpStatus,
    media_type: part.mediaType,
    warc_file: part.warc === null ? null : `warc/${part.warc.file}`,
    warc_offset: part.warc?.offset ?? null,
    warc_length: part.warc?.length ?? null,
    etag: part.etag,
    last_modified: part.lastModified,
    retrieved_at: part.retrievedAt.toISOString(),
  }
}
