import { editionAsAt, standsFrom, type Edition, type SnapshotBy } from '../../model/edition.ts'
import { fingerprint } from '../../workspace/fingerprint.ts'
import type { WorkItem } from '../../workspace/stage.ts'
import type { SuppliedFile } from '../captures.ts'
import type { RouteName, Wanted } from './route.ts'

/** The settings that decide what a harvest asks for. */
export interface HarvestSettings {
  readonly snapshots: readonly string[]
  readonly by: SnapshotBy
  readonly routes: readonly RouteName[]
  /** Ids of the archives, in order. */
  readonly archives: readonly string[]
  readonly window: { readonly monthsBefore: number; readonly daysAfter: number }
}

/** What is known without asking anybody. */
export type Foreseen =
  | { readonly kind: 'not_yet_published'; readonly detail: string }
  | { readonly kind: 'supplied'; readonly file: SuppliedFile }

/** A document at a snapshot, as a piece of work. */
export interface WantedItem {
  readonly item: WorkItem
  readonly documentKey: string
  readonly date: string
  readonly edition: Edition | null
  readonly wanted: Wanted | null
  readonly foreseen: Foreseen | null
}

/** Raised when the same registry would be harvested in another way. */
const version = 1

/** All documents of the web at all snapshots at which they stand, or were not published yet. */
export function harvestItems(
  editions: readonly Edition[],
  settings: HarvestSettings,
  supplied: readonly SuppliedFile[],
): WantedItem[] {
  const documents = new Map<string, Edition[]>()
  for (const edition of editions) {
    if (edition.source.kind !== 'url') continue
    documents.set(edition.documentKey, [...(documents.get(edition.documentKey) ?? []), edition])
  }
  return Array.from(documents, ([documentKey, own]) =>
    settings.snapshots.flatMap((date) => {
      const item = wantedItem(documentKey, own, { date, settings, supplied })
      return item ? [item] : []
    }),
  ).flat()
}

interface WantedContext {
  readonly date: string
  readonly settings: HarvestSettings
  readonly supplied: readonly SuppliedFile[]
}

function wantedItem(
  key: string,
  editions: readonly Edition[],
  { date, settings, supplied }: WantedContext,
): WantedItem | null {
  const edition = editionAsAt(editions, { date, by: settings.by })
  const first = editions.flatMap((one) => standsFrom(one, settings.by) ?? []).toSorted()[0]
  const isFuture = edition === null && first !== undefined && first > date
  if (edition === null && !isFuture) return null
  const file = settings.routes.includes('supplied')
    ? supplied.findLast((one) => one.documentKey === key && one.date === date)
    : undefined
  const { routes, archives, window, by } = settings
  return {
    documentKey: key,
    date,
    edition,
    wanted: edition === null ? null : { edition, editions, date },
    foreseen: isFuture
      ? { kind: 'not_yet_published', detail: `the first edition is of ${first}` }
      : file === undefined
        ? null
        : { kind: 'supplied', file },
    item: {
      item: `${key}@as-at-${date}`,
      input: fingerprint(editions.map(factsThatDecide), file ?? null),
      fingerprint: fingerprint('harvest', version, routes, archives, window, by),
      label: `${key} as at ${date}`,
    },
  }
}

/** What of an edition decides what is asked for, and whether an answer stands for it. */
function factsThatDecide(edition: Edition): readonly unknown[] {
  const { source, published, publishedPrecision, inForce, withdrawn, label, rolling } = edition
  const { landingUrl, attachment, publisher } = edition
  return [source, published, publishedPrecision, inForce, withdrawn, label, rolling, landingUrl, attachment, publisher]
}
