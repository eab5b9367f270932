import { UserError } from '../../model/user-error.ts'
import { findPipeline, loadPipeline } from '../../pipeline/load-pipeline.ts'
import { planCrawl, type CrawlPlan } from '../../pipeline/plan-crawl.ts'
import type { RunFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'

const columns = ['part', 'what', 'count', 'spacing_seconds', 'hours', 'note'] as const

type PlanRow = Record<(typeof columns)[number], string | number | null>

/**
 * `policylens run --stage crawl --dry-run`: the plan of the crawl, without a request.
 *
 * @throws {UserError} where another stage is asked for: only the crawl has such a plan
 */
export async function harvestPlan(flags: RunFlags): Promise<void> {
  if (flags.stage.some((stage) => stage !== 'crawl')) {
    throw new UserError('--dry-run plans the crawl alone', { hint: 'For the other stages: policylens status' })
  }
  const pipeline = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const plan = await planCrawl(pipeline, { forced: flags.force.includes('crawl') })
  await printRows({ columns: [...columns], rows: planRows(plan) }, { format: flags.format })
}

function planRows({ documents, snapshots, items, localFiles, routes, hosts, hours }: CrawlPlan): PlanRow[] {
  const row = (part: string, what: string, rest: Partial<PlanRow> = {}): PlanRow => ({
    part,
    what,
    count: null,
    spacing_seconds: null,
    hours: null,
    note: '',
    ...rest,
  })
  const count = (what: string, number: number, note = ''): PlanRow => row('corpus', what, { count: number, note })
  return [
    count('documents of the web', documents),
    ...(localFiles === 0 ? [] : [count('files on this machine', localFiles, 'copied without a request')]),
    count('snapshots', snapshots),
    count('to ask for', items.toAsk, 'documents at snapshots'),
    count('settled by an earlier run', items.settled),
    count('not yet published then', items.notYetPublished),
    count('supplied by hand', items.supplied),
    count('not standing then', items.notStanding, 'withdrawn, or without an edition of that date'),
    ...routes.map((name, at) => row('route', `${at + 1}. ${name}`)),
    ...hosts.map(({ host, route, requests, spacing, hours: own, indexQuestions }) =>
      row('host', host, {
        count: requests,
        spacing_seconds: spacing,
        hours: round(own),
        note: indexQuestions === null ? route : `${route}: ${indexQuestions} of them to its index`,
      }),
    ),
    row('total', 'requests at most, hours of the slowest host', {
      count: hosts.reduce((sum, { requests }) => sum + requests, 0),
      hours: round(hours),
      note: 'as if each route were needed; one file a document; without redirects, further tries and repeats',
    }),
  ]
}

function round(hours: number): number {
  return Math.round(hours * 1000) / 1000
}
