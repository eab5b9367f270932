import type { Edition } from '../../model/edition.ts'
import { urlVariants } from '../archives/url-variants.ts'
import { isGovukHost } from '../publishers/govuk-site.ts'
import { publisherOf } from '../publishers/index.ts'
import { fileUrlOf, type RouteName } from './route.ts'
import type { WantedItem } from './wanted-items.ts'

/** What a harvest would ask of one host, at most: a route that succeeds spares those after it. */
export interface HostPlan {
  readonly host: string
  readonly route: RouteName
  readonly requests: number
  /** Seconds between two requests. */
  readonly spacing: number
  readonly hours: number
  /** Of the requests to an archive, those to its index. */
  readonly indexQuestions: number | null
}

/** A web archive that a plan asks. */
export interface PlannedArchive {
  /** Address, such as `https://web.archive.org`. */
  readonly url: string
  /** Seconds between two questions to its index, beside the spacing of its host. */
  readonly indexSpacing: number
}

/** What a plan needs to know of the pipeline. */
export interface PlanSettings {
  readonly routes: readonly RouteName[]
  readonly archives: readonly PlannedArchive[]
  /** Seconds between two requests to a host. */
  readonly spacingOf: (host: string) => number
}

/** What is asked, by host, for one kind of route. */
type Addresses = ReadonlyMap<string, ReadonlySet<string>>

/** A file that a page of GOV.UK named in 2020 is looked for at two hosts. */
const anyGovukUpload =
  'https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/1'
const govukFiles = new URL(anyGovukUpload).hostname

/**
 * The requests that a harvest of the items would make by host, slowest first, without making any. Counted as if each
 * route were needed: robots.txt, a landing page (at each of its publisher's addresses) and one file a document live,
 * however many dates want it; of an archive, for each date, the index and a replay of both. Not counted, since only the
 * answers tell: further files of a document, redirects, tries of another capture, repeats after an error.
 */
export function planHarvest(items: readonly WantedItem[], settings: PlanSettings): HostPlan[] {
  const editions = items.flatMap(({ edition, foreseen }) => (edition === null || foreseen !== null ? [] : [edition]))
  if (editions.length === 0) return []
  const live = settings.routes.includes('live') ? planLive(liveAddresses(editions), settings) : []
  const archives = settings.routes.includes('archive') ? settings.archives : []
  return [...live, ...archives.map((archive) => planArchive(archive, editions, settings))].toSorted(
    (a, b) => b.hours - a.hours,
  )
}

/** Hours until all are asked: the hosts are asked side by side, so the slowest decides. */
export function hoursOf(hosts: readonly HostPlan[]): number {
  return Math.max(0, ...hosts.map(({ hours }) => hours))
}

function liveAddresses(editions: readonly Edition[]): Addresses {
  const asked = new Map<string, Set<string>>()
  const add = (host: string, what: string): void => {
    asked.set(host, (asked.get(host) ?? new Set()).add(what))
  }
  for (const edition of editions) {
    const file = fileUrlOf(edition)
    const { landingUrl, publisher: named } = edition
    if (file !== null) add(new URL(file).hostname, file)
    else if (landingUrl !== null) {
      const page = new URL(landingUrl)
      const publisher = publisherOf(page, named)
      for (const url of publisher.liveAddresses(page)) add(new URL(url).hostname, url)
      add(isGovukHost(page.hostname) ? govukFiles : page.hostname, `a file of ${landingUrl}`)
    }
  }
  return asked
}

function planLive(asked: Addresses, { spacingOf }: PlanSettings): HostPlan[] {
  return Array.from(asked, ([host, addresses]) => {
    const requests = addresses.size + 1
    const spacing = spacingOf(host)
    return { host, route: 'live', requests, spacing, hours: hoursFor(requests, spacing), indexQuestions: null }
  })
}

function planArchive(archive: PlannedArchive, editions: readonly Edition[], { spacingOf }: PlanSettings): HostPlan {
  const { hostname: host } = new URL(archive.url)
  let indexQuestions = 0
  let replays = 0
  for (const edition of editions) {
    const file = fileUrlOf(edition)
    if (file !== null) {
      indexQuestions += urlVariants(file).length
      replays += 1
    } else if (edition.landingUrl !== null) {
      const { id } = publisherOf(new URL(edition.landingUrl), edition.publisher)
      indexQuestions +=
        urlVariants(edition.landingUrl).length + (id === 'govuk' ? urlVariants(anyGovukUpload).length : 1)
      replays += 2
    }
  }
  const requests = indexQuestions + replays + 1
  const spacing = spacingOf(host)
  // The index has a pace of its own, kept beside that of the host.
  const hours = Math.max(hoursFor(requests, spacing), hoursFor(indexQuestions, archive.indexSpacing))
  return { host, route: 'archive', requests, spacing, hours, indexQuestions }
}

/** The first request waits for nothing. */
function hoursFor(requests: number, spacing: number): number {
  return (Math.max(0, requests - 1) * spacing) / 3600
}
