import { transientReasons, type FailureReason } from '../../model/outcome.ts'
import { tryArchives } from './archive-route.ts'
import { tryLive } from './live-route.ts'
import type { HarvestTools, ObtainedPart, RouteName, RouteResult, Wanted } from './route.ts'

/** How a document was got as it stood at a date, or why it was not. */
export type HarvestResult =
  | {
      readonly ok: true
      readonly route: RouteName
      readonly parts: readonly ObtainedPart[]
      /** Why the routes before it did not have the document; null where it was the first. */
      readonly detail: string | null
    }
  | Extract<RouteResult, { ok: false }>

type RouteFailure = Extract<RouteResult, { ok: false }> & { readonly route: RouteName }

/** Reasons that say only where the text of the date is not to be had. */
const untelling: ReadonlySet<FailureReason> = new Set(['edition_unknown', 'not_captured'])

/**
 * Looks for a document as it stood at a date, route after route, and stops at the first that has all its files. Where
 * none has, a reason of the moment decides, as it is worth trying again; then the last that tells what became of the
 * document (gone, replaced, refused …), from which an archive that merely lacks it takes nothing; then the last of all.
 * The detail tells of every route.
 */
export async function harvestDocument(
  wanted: Wanted,
  { routes, tools }: { readonly routes: readonly RouteName[]; readonly tools: HarvestTools },
): Promise<HarvestResult> {
  const failures: RouteFailure[] = []
  for (const route of routes) {
    if (route === 'supplied' || (route === 'archive' && tools.archives.length === 0)) continue
    const result = route === 'live' ? await tryLive(wanted, tools) : await tryArchives(wanted, tools)
    if (result.ok) return { ...result, route, detail: detailOf(failures) }
    failures.push({ ...result, route })
    if (result.reason === 'not_yet_published') break
  }
  const decisive =
    failures.find(({ reason }) => transientReasons.has(reason)) ??
    failures.findLast(({ reason }) => !untelling.has(reason)) ??
    failures.at(-1)
  return {
    ok: false,
    reason: decisive?.reason ?? 'not_captured',
    detail: detailOf(failures) ?? 'no route was allowed',
  }
}

function detailOf(failures: readonly RouteFailure[]): string | null {
  return failures.length === 0 ? null : failures.map(({ route, detail }) => `${route}: ${detail}`).join('; ')
}
