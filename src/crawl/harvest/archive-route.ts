import type { Archive, ArchivedCapture, Memento } from '../archives/archive.ts'
import { captureWindow, chooseCaptures, type CaptureChoice } from '../archives/choose-captures.ts'
import { chooseAttachment } from '../choose-attachment.ts'
import { uploadTimeOf } from '../asset-upload-time.ts'
import { headerValue } from '../exchange.ts'
import { lastUpdateOf, publishedBy } from '../landing-dates.ts'
import type { Landing } from '../publishers/publisher.ts'
import { publisherOf } from '../publishers/index.ts'
import { fileUrlOf, type HarvestTools, type ObtainedPart, type RouteResult, type Wanted } from './route.ts'
import type { WarcPlace } from '../warc.ts'

/** Captures that are tried of one address before it counts as not captured. */
const mostTries = 5

type Failure = Extract<RouteResult, { ok: false }>

/** The archives, in the pipeline's order, until one has the document as it stood. */
export async function tryArchives(wanted: Wanted, tools: HarvestTools): Promise<RouteResult> {
  let last: Failure = { ok: false, reason: 'not_captured', detail: 'no archive was asked' }
  for (const archive of tools.archives) {
    const result = await tryArchive(archive, wanted, tools)
    if (result.ok) return result
    last = { ...result, detail: `${archive.id}: ${result.detail}` }
  }
  return last
}

async function tryArchive(archive: Archive, wanted: Wanted, tools: HarvestTools): Promise<RouteResult> {
  const { edition, date } = wanted
  const file = fileUrlOf(edition)
  if (file !== null) {
    const part = await getFile(file, {
      archive,
      near: date,
      tools,
      published: edition.published,
      rule: 'edition_url',
      date,
    })
    return 'ok' in part ? part : { ok: true, parts: [part] }
  }
  if (edition.landingUrl === null) return { ok: false, reason: 'edition_unknown', detail: 'no address is known' }
  const pages = await findMementos(edition.landingUrl, { archive, near: date, tools, isFixed: false })
  if (!pages.ok) return pages
  let last: Failure = { ok: false, reason: 'not_captured', detail: `no capture of ${edition.landingUrl} in the window` }
  for await (const found of pages.mementos) {
    if ('ok' in found) {
      last = found
      continue
    }
    const { memento, choice } = found
    const url = memento.original
    const reading = publisherOf(new URL(url), edition.publisher).readLanding(memento.body, {
      url,
      mediaType: memento.mediaType,
    })
    if (!reading.ok) {
      last = { ok: false, reason: reading.reason, detail: `${url} of ${memento.mementoDatetime}: ${reading.detail}` }
      continue
    }
    const result = await takeParts(reading.landing, { found, wanted, archive, tools })
    if (result.ok) return result
    last = result
    // A later capture is no better where an earlier one shows that the archive itself refuses.
    if (result.reason === 'refused' || result.reason === 'host_rested' || choice.needsNoChangeSince) break
  }
  return last
}

interface FoundPage {
  readonly memento: Memento
  readonly choice: CaptureChoice
  readonly warc: WarcPlace | null
}

interface TakeOptions {
  readonly found: FoundPage
  readonly wanted: Wanted
  readonly archive: Archive
  readonly tools: HarvestTools
}

/** The files that a landing page of then names, each from the archive too. */
async function takeParts(landing: Landing, { found, wanted, archive, tools }: TakeOptions): Promise<RouteResult> {
  const { memento, choice, warc } = found
  const { date } = wanted
  const when = memento.mementoDatetime.slice(0, 10)
  if (choice.needsNoChangeSince) {
    const changed = lastUpdateOf(landing)
    if (changed === null || changed > date) {
      const detail = `the capture of ${when} is later than the date, and states ${changed === null ? 'no dates' : `a change on ${changed}`}`
      return { ok: false, reason: 'edition_unknown', detail }
    }
  }
  const { parts } = chooseAttachment(landing, { pageUrl: memento.original, wanted: wanted.edition.attachment })
  if (parts.length === 0)
    return { ok: false, reason: 'no_attachment', detail: `${memento.original} of ${when} names no file` }
  const published = publishedBy(landing, date)
  const got: ObtainedPart[] = []
  for (const part of parts) {
    const isPage = part.url === memento.original
    const one = isPage
      ? archivedPart(memento, { url: part.url, archive, date, warc, rule: choice.rule, published })
      : await getFile(part.url, { archive, near: when, tools, published, rule: choice.rule, date })
    if ('ok' in one) return one
    got.push(one)
  }
  return { ok: true, parts: got }
}

interface FileOptions {
  readonly archive: Archive
  /** Day near which a capture is looked for. */
  readonly near: string
  readonly tools: HarvestTools
  readonly rule: string
  readonly published: string | null
  /** The snapshot. */
  readonly date: string
}

/** A file from the archive: the capture nearest to a day that gives the file itself. */
async function getFile(url: string, options: FileOptions): Promise<ObtainedPart | Failure> {
  const { archive, near, tools, rule, published, date } = options
  // An address with the upload in it is never given to other bytes, so that any capture of it will do.
  const isFixed = rule === 'edition_url' || uploadTimeOf(url) !== null || /\/attachment_data\/file\/\d+\//.test(url)
  const found = await findMementos(url, { archive, near, tools, isFixed })
  if (!found.ok) return found
  let last: Failure = { ok: false, reason: 'not_captured', detail: `no capture of ${url} in the window` }
  for await (const one of found.mementos) {
    if ('ok' in one) {
      last = one
      continue
    }
    const { memento, warc } = one
    return archivedPart(memento, { url, archive, date, warc, rule, published })
  }
  return last
}

type Mementos = { readonly ok: true; readonly mementos: AsyncIterable<FoundPage | Failure> } | Failure

async function findMementos(
  url: string,
  options: {
    readonly archive: Archive
    readonly near: string
    readonly tools: HarvestTools
    readonly isFixed: boolean
  },
): Promise<Mementos> {
  const { archive, near, tools, isFixed } = options
  const { monthsBefore, daysAfter } = tools.window
  const window = isFixed
    ? { date: near, windowMonths: 12 * 25, graceDays: 365 * 25 }
    : { date: near, windowMonths: monthsBefore, graceDays: daysAfter }
  const between = captureWindow(window)
  const listed = await archive.listCaptures(url, between)
  await tools.keep(listed.exchanges)
  if (!listed.ok) return { ok: false, reason: listed.reason, detail: listed.detail }
  const choices = nearestFirst(chooseCaptures(listed.captures, window), isFixed).slice(0, mostTries)
  if (choices.length === 0) {
    return { ok: false, reason: 'not_captured', detail: `${describeCount(listed.captures)} of ${url} in the window` }
  }
  return { ok: true, mementos: replayAll(choices, { archive, between, tools }) }
}

async function* replayAll(
  choices: readonly CaptureChoice[],
  options: {
    readonly archive: Archive
    readonly between: { readonly from: string; readonly to: string }
    readonly tools: HarvestTools
  },
): AsyncGenerator<FoundPage | Failure> {
  for (const choice of choices) {
    const replay = await options.archive.replay(choice.capture, options.between)
    const metadata = replay.ok
      ? { original: replay.memento.original, 'memento-datetime': replay.memento.mementoDatetime }
      : undefined
    const warc = await options.tools.keep(replay.exchanges, metadata)
    yield replay.ok
      ? { memento: replay.memento, choice, warc }
      : { ok: false, reason: replay.reason, detail: replay.detail }
  }
}

function nearestFirst(choices: readonly CaptureChoice[], isFixed: boolean): readonly CaptureChoice[] {
  return isFixed ? choices.toSorted((a, b) => Math.abs(a.distanceDays) - Math.abs(b.distanceDays)) : choices
}

function describeCount(captures: readonly ArchivedCapture[]): string {
  return captures.length === 0 ? 'no capture' : `none of ${captures.length} captures with an answer of 200`
}

function daysBetween(date: string, datetime: string): number {
  return Math.floor((Date.parse(datetime) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000)
}

function archivedPart(
  memento: Memento,
  facts: {
    readonly url: string
    readonly archive: Archive
    /** The snapshot. */
    readonly date: string
    readonly warc: WarcPlace | null
    readonly rule: string
    readonly published: string | null
  },
): ObtainedPart {
  return {
    url: facts.url,
    finalUrl: memento.original,
    body: memento.body,
    httpStatus: memento.status,
    mediaType: memento.mediaType,
    retrievedAt: memento.retrievedAt,
    etag: headerValue(memento.headers, 'etag'),
    lastModified: headerValue(memento.headers, 'last-modified'),
    warc: facts.warc,
    rule: facts.rule,
    published: facts.published,
    archive: facts.archive.id,
    mementoDatetime: memento.mementoDatetime,
    distanceDays: daysBetween(facts.date, memento.mementoDatetime),
  }
}
