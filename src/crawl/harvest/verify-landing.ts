import type { FailureReason } from '../../model/outcome.ts'
import { decodeBody } from '../decode-body.ts'
import type { FetchResult } from '../fetch-resource.ts'
import type { Landing, Publisher } from '../publishers/publisher.ts'
import { publisherOf } from '../publishers/index.ts'
import { isSameResource } from './live-route.ts'

/** A landing page of the registry, and the titles under which it is known. */
export interface KnownLanding {
  readonly url: string
  /** Id of a publisher; null where the address decides. */
  readonly publisher: string | null
  readonly titles: readonly string[]
}

/** What may be found of a landing page; several may be true at once. `failed` is any other reason why there is none. */
export type LandingFinding =
  | 'ok'
  | 'moved'
  | 'retitled'
  | 'withdrawn'
  | 'not_found'
  | 'gone'
  | 'robots'
  | 'refused'
  | 'failed'

/** What a landing page answered. */
export interface LandingState {
  readonly findings: readonly LandingFinding[]
  /** Of the first answer to the address, before redirects; null where none came. */
  readonly httpStatus: number | null
  /** Address to which it leads, or that the publisher names instead; null where it stands. */
  readonly movedTo: string | null
  /** Title that the page has; null where there is no page. */
  readonly title: string | null
  /** Latest date that the page states of its document; null where it states none. */
  readonly updated: string | null
  readonly withdrawn: string | null
  readonly reason: FailureReason | null
  readonly detail: string
}

const findings: Partial<Record<FailureReason, LandingFinding>> = {
  not_found: 'not_found',
  gone: 'gone',
  replaced: 'moved',
  robots: 'robots',
  refused: 'refused',
  host_rested: 'refused',
}

/** Asks for a landing page, by the publisher's API where it has one, and says what became of it. */
export async function verifyLanding(
  landing: KnownLanding,
  fetch: (url: string) => Promise<FetchResult>,
): Promise<LandingState> {
  const page = new URL(landing.url)
  const publisher = publisherOf(page, landing.publisher)
  let state = failedState('not_found', { detail: 'no address was asked', httpStatus: null, movedTo: null })
  for (const url of publisher.liveAddresses(page)) {
    const result = await fetch(url)
    state = await readAnswer(result, { url, landing, publisher })
    // Not every page is in an API: then the page itself is asked for.
    if (state.reason !== 'not_found' && state.reason !== 'not_the_document') return state
  }
  return state
}

interface Asked {
  readonly url: string
  readonly landing: KnownLanding
  readonly publisher: Publisher
}

async function readAnswer(result: FetchResult, asked: Asked): Promise<LandingState> {
  const { url, landing, publisher } = asked
  const answers = result.exchanges.filter((exchange) => new URL(exchange.url).pathname !== '/robots.txt')
  const httpStatus = (answers.find((exchange) => exchange.url === url) ?? answers[0])?.response.status ?? null
  if (!result.ok) {
    const { reason, detail } = result
    // An API may say of a page that was removed what stands in its place.
    const movedTo = reason === 'gone' ? await alternativeOf(answers.at(-1), publisher) : null
    return failedState(reason, { detail, httpStatus, movedTo })
  }
  const { body, finalUrl, mediaType } = result.response
  const final = pageAddress(finalUrl, asked)
  const leadsAway = !isSameResource(landing.url, final)
  const reading = publisher.readLanding(body, { url: finalUrl, mediaType })
  if (!reading.ok) {
    const { reason, detail, movedTo } = reading
    return failedState(reason, { detail, httpStatus, movedTo: movedTo ?? (leadsAway ? final : null) })
  }
  return pageState(reading.landing, { landing, httpStatus, movedTo: leadsAway ? final : null })
}

function pageState(
  page: Landing,
  facts: { readonly landing: KnownLanding; readonly httpStatus: number | null; readonly movedTo: string | null },
): LandingState {
  const { landing, httpStatus, movedTo } = facts
  const { title, withdrawn } = page
  const isRetitled = title !== null && !landing.titles.some((known) => titleKey(known) === titleKey(title))
  const found: LandingFinding[] = [
    ...(movedTo === null ? [] : ['moved' as const]),
    ...(isRetitled ? ['retitled' as const] : []),
    ...(withdrawn === null ? [] : ['withdrawn' as const]),
  ]
  const stated = [page.published, page.updated, ...page.history.map(({ date }) => date)].filter((one) => one !== null)
  return {
    findings: found.length === 0 ? ['ok'] : found,
    httpStatus,
    movedTo,
    title,
    updated: stated.toSorted().at(-1) ?? null,
    withdrawn,
    reason: null,
    detail: title === null ? 'the page has no title that could be compared' : '',
  }
}

function failedState(
  reason: FailureReason,
  facts: { readonly detail: string; readonly httpStatus: number | null; readonly movedTo: string | null },
): LandingState {
  const found = findings[reason] ?? 'failed'
  return {
    findings: found === 'failed' && facts.movedTo !== null ? ['moved', found] : [found],
    title: null,
    updated: null,
    withdrawn: null,
    reason,
    ...facts,
  }
}

async function alternativeOf(
  exchange: FetchResult['exchanges'][number] | undefined,
  publisher: Publisher,
): Promise<string | null> {
  if (exchange === undefined) return null
  const { body, headers } = exchange.response
  const decoded = await decodeBody(body, headers, { maxBytes: 1_000_000, longer: 'truncate' })
  if (!decoded.ok || decoded.body.byteLength === 0) return null
  const reading = publisher.readLanding(decoded.body, { url: exchange.url, mediaType: null })
  return reading.ok ? null : reading.movedTo
}

/** The address that people open, of one that may be of the publisher's API: a publisher names it last. */
function pageAddress(answered: string, { landing, publisher }: Asked): string {
  const url = new URL(answered)
  const isOwn = url.host === new URL(landing.url).host || publisher.recognises(url)
  return isOwn ? (publisher.liveAddresses(url).at(-1) ?? answered) : answered
}

/** What makes two titles one: letters and digits, without case, dashes, quotation marks or blanks. */
function titleKey(title: string): string {
  return (
    title
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('&', 'and')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ')
}
