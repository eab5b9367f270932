import { toCsv } from '../../analysis/csv.ts'
import { mergeCandidates, readCandidates, type MergedList } from '../../crawl/discover/candidate-list.ts'
import { sweepSources, type SourceFind } from '../../crawl/discover/sweep-sources.ts'
import type { Edition } from '../../model/edition.ts'
import { UserError } from '../../model/user-error.ts'
import { findPipeline, loadPipeline, mistakesError } from '../../pipeline/load-pipeline.ts'
import { displayPath } from '../../pipeline/load-yaml.ts'
import { studyFiles } from '../../pipeline/study-files.ts'
import { withKeptFetch } from '../../pipeline/with-kept-fetch.ts'
import type { DiscoverFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'
import { writeWhole } from '../write-whole.ts'

/**
 * `policylens harvest discover`: adds to the list of candidates what publishers offer and the registry lacks; what a
 * person wrote there stays.
 *
 * @throws {UserError} where the pipeline says nothing of where to look, or the list has mistakes
 */
export async function harvestDiscover(flags: DiscoverFlags): Promise<void> {
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const { candidates: path } = studyFiles(pipeline, flags.out, process.cwd())
  const { discover } = pipeline.spec
  if (
    discover.search.length + discover.collections.length + discover.listings.length + discover.sitemaps.length ===
    0
  ) {
    throw new UserError(`${displayPath(pipeline.path)} does not say where to look for documents`, {
      hint: 'Add a section "discover" with queries, and search, collections, listings or sitemaps',
    })
  }
  const list = await readCandidates(path)
  if (list.mistakes.length > 0) throw mistakesError(list.mistakes)
  const finds = await withKeptFetch(pipeline, 'discover', (fetch) => sweepSources(discover, fetch))
  const merged = mergeCandidates(
    list,
    finds.flatMap(({ candidates }) => candidates),
    { registered: pipeline.editions.flatMap(addressesOf), today: new Date().toISOString().slice(0, 10) },
  )
  if (merged.added > 0) await writeWhole(path, toCsv(list.columns, merged.rows))
  const columns = ['source', 'name', 'found', 'problem']
  await printRows({ columns, rows: finds.map(rowOf) }, { format: flags.format })
  process.stderr.write(summary(merged, { finds, path }))
}

function addressesOf({ landingUrl, source }: Edition): string[] {
  return [landingUrl, source.kind === 'url' ? source.url : null].filter((url) => url !== null)
}

function rowOf({ source, name, candidates, problem }: SourceFind): Record<string, string | number> {
  return { source, name, found: candidates.length, problem: problem ?? '' }
}

function summary(
  { rows, added }: MergedList,
  { finds, path }: { readonly finds: readonly SourceFind[]; readonly path: string },
): string {
  const found = finds.reduce((sum, { candidates }) => sum + candidates.length, 0)
  if (added === 0) return `${found} found, none of them new.\n`
  const next = 'Write include or exclude, and a reason, into its rows; then: policylens harvest join'
  return `${found} found, ${added} of them new; ${rows.length} candidates in ${displayPath(path)}.\n${next}\n`
}
