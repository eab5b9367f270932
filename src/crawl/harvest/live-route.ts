import { chooseAttachment } from '../choose-attachment.ts'
import { decideLive } from '../decide-live.ts'
import { headerValue } from '../exchange.ts'
import { publishedBy } from '../landing-dates.ts'
import type { Landing } from '../publishers/publisher.ts'
import { publisherOf } from '../publishers/index.ts'
import { fileUrlOf, type HarvestTools, type ObtainedPart, type RouteResult, type Wanted } from './route.ts'

/**
 * The live site: the edition's own file where the registry knows its address; otherwise the file that the landing page
 * offers today, if its own dates show that it is the text of the date.
 */
export async function tryLive(wanted: Wanted, tools: HarvestTools): Promise<RouteResult> {
  const { edition } = wanted
  const file = fileUrlOf(edition)
  if (file !== null)
    return asResult([await getPart(file, { rule: 'edition_url', published: edition.published }, tools)])
  if (edition.landingUrl === null) return { ok: false, reason: 'edition_unknown', detail: 'no address is known' }
  const read = await readLiveLanding(edition.landingUrl, { named: edition.publisher, tools })
  if (!read.ok) return read
  const { landing, pageUrl } = read
  const { parts } = chooseAttachment(landing, { pageUrl, wanted: edition.attachment })
  if (parts.length === 0)
    return { ok: false, reason: 'no_attachment', detail: `${pageUrl} names no file that could be it` }
  const decision = decideLive(landing, {
    date: wanted.date,
    by: tools.by,
    parts,
    editions: wanted.editions,
  })
  if (!decision.stands) return { ok: false, reason: decision.reason, detail: `${pageUrl}: ${decision.detail}` }
  const published = publishedBy(landing, wanted.date)
  const got = []
  for (const part of parts) got.push(await getPart(part.url, { rule: decision.rule, published }, tools))
  return asResult(got)
}

type LandingRead = { readonly ok: true; readonly landing: Landing; readonly pageUrl: string } | Failure
type Failure = Extract<RouteResult, { ok: false }>

/** Asks the publisher's addresses one after the other until one reads as the landing page. */
async function readLiveLanding(
  landingUrl: string,
  { named, tools }: { readonly named: string | null; readonly tools: HarvestTools },
): Promise<LandingRead> {
  const publisher = publisherOf(new URL(landingUrl), named)
  let last: Failure = { ok: false, reason: 'not_found', detail: `${landingUrl} was not asked` }
  for (const url of publisher.liveAddresses(new URL(landingUrl))) {
    const { result } = await tools.fetch(url)
    if (!result.ok) {
      last = { ok: false, reason: result.reason, detail: result.detail }
      if (result.reason === 'not_found') continue
      return last
    }
    const { body, finalUrl, mediaType } = result.response
    const reading = publisher.readLanding(body, { url: finalUrl, mediaType })
    if (reading.ok) return { ok: true, landing: reading.landing, pageUrl: landingUrl }
    last = { ok: false, reason: reading.reason, detail: `${url}: ${reading.detail}` }
  }
  return last
}

async function getPart(
  url: string,
  { rule, published }: Pick<ObtainedPart, 'rule' | 'published'>,
  tools: HarvestTools,
): Promise<ObtainedPart | Failure> {
  const { result, warc } = await tools.fetch(url)
  if (!result.ok) return { ok: false, reason: result.reason, detail: result.detail }
  const { response } = result
  if (!isSameResource(url, response.finalUrl)) {
    return { ok: false, reason: 'replaced', detail: `${url} leads to ${response.finalUrl}` }
  }
  return {
    url,
    finalUrl: response.finalUrl,
    body: response.body,
    httpStatus: response.status,
    mediaType: response.mediaType,
    retrievedAt: response.retrievedAt,
    etag: headerValue(response.headers, 'etag'),
    lastModified: headerValue(response.headers, 'last-modified'),
    warc,
    rule,
    published,
    archive: null,
    mementoDatetime: null,
    distanceDays: null,
  }
}

/** Whether a redirect led to the same thing under another spelling: scheme, www, or a slash at the end. */
export function isSameResource(asked: string, given: string): boolean {
  const keyOf = (text: string): string => {
    const url = new URL(text)
    return `${url.hostname.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${url.search}`
  }
  return keyOf(asked) === keyOf(given)
}

function asResult(parts: readonly (ObtainedPart | Failure)[]): RouteResult {
  const failure = parts.find((part): part is Failure => 'ok' in part)
  return failure ?? { ok: true, parts: parts.filter((part): part is ObtainedPart => !('ok' in part)) }
}
