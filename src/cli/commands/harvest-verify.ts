import { verifyLanding, type LandingState } from '../../crawl/harvest/verify-landing.ts'
import type { Edition } from '../../model/edition.ts'
import { findPipeline, loadPipeline } from '../../pipeline/load-pipeline.ts'
import { withKeptFetch } from '../../pipeline/with-kept-fetch.ts'
import type { QueryFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'

const columns = [
  'document_key',
  'found',
  'http_status',
  'landing_url',
  'moved_to',
  'title',
  'page_title',
  'page_updated',
  'page_withdrawn',
  'detail',
] as const
const tableColumns = ['document_key', 'found', 'http_status', 'page_updated', 'page_title', 'moved_to']

/** A landing page of the registry, with what is known of it. */
interface LandingRow {
  readonly documentKey: string
  readonly url: string
  readonly publisher: string | null
  readonly titles: readonly string[]
}

/**
 * `policylens harvest verify`: asks every landing page of the registry once and says what became of it. Nothing is
 * written to the registry; the answers are kept.
 */
export async function harvestVerify(flags: QueryFlags): Promise<void> {
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const landings = landingRows(pipeline.editions)
  let done = 0
  const states = await withKeptFetch(pipeline, 'verify', (fetch) => {
    const asked = new Map<string, Promise<LandingState>>()
    const ask = (landing: LandingRow): Promise<LandingState> => {
      const before = asked.get(landing.url)
      if (before !== undefined) return before
      // Editions of several documents may share a page; then each title is one of its.
      const titles = landings.filter(({ url }) => url === landing.url).flatMap((one) => one.titles)
      const now = verifyLanding({ ...landing, titles }, fetch).finally(() => {
        if (process.stderr.isTTY) process.stderr.write(`\r${++done} landing pages`)
      })
      asked.set(landing.url, now)
      return now
    }
    return Promise.all(landings.map(ask))
  })
  if (done > 0) process.stderr.write('\n')
  const rows = landings.flatMap((landing, at) => {
    const state = states[at]
    return state === undefined ? [] : [rowOf(landing, state)]
  })
  await printRows({ columns: [...columns], rows }, { ...flags, tableColumns })
  process.stderr.write(summary(states))
}

/** Each landing page of each document once, with the titles that its editions have. */
function landingRows(editions: readonly Edition[]): LandingRow[] {
  const rows = new Map<string, LandingRow>()
  for (const { documentKey, landingUrl: url, publisher, title } of editions) {
    if (url === null) continue
    const key = `${documentKey}\n${url}`
    const titles = [...(rows.get(key)?.titles ?? []), title]
    rows.set(key, { documentKey, url, publisher, titles })
  }
  return [...rows.values()]
}

function rowOf(landing: LandingRow, state: LandingState): Record<string, string | number | null> {
  return {
    document_key: landing.documentKey,
    found: state.findings.join('; '),
    http_status: state.httpStatus,
    landing_url: landing.url,
    moved_to: state.movedTo,
    title: landing.titles.at(-1) ?? null,
    page_title: state.title,
    page_updated: state.updated,
    page_withdrawn: state.withdrawn,
    detail: state.detail,
  }
}

function summary(states: readonly LandingState[]): string {
  const counts = new Map<string, number>()
  for (const { findings } of states) for (const one of findings) counts.set(one, (counts.get(one) ?? 0) + 1)
  const parts = Array.from(counts, ([finding, count]) => `${count} ${finding.replaceAll('_', ' ')}`)
  return `${states.length} landing pages: ${parts.join(', ') || 'none to ask for'}. The registry is as it was.\n`
}
