import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatTime } from '../../format.ts'
import { RunsTable } from '../../sections/runs-table.tsx'
import { fill } from '../../words.ts'
import type { HarvestView } from '../harvest-view.ts'
import { Manner } from './manner.tsx'
import { Rules } from './rules.tsx'
import { WarcFiles } from './warc-files.tsx'

const routeNames = {
  live: 'the publisher’s live site',
  archive: 'web archives',
  supplied: 'files that a person supplied',
} as const

/** How it was decided what stands for a date, and what the answers were, so that a reviewer can check both. */
export function HarvestMethods({ view }: { readonly view: HarvestView }): JSX.Element {
  const { data, words, manner, software, study } = view
  const { crawl, snapshotBy } = manner
  const values = {
    by: snapshotBy === 'in_force' ? 'in force' : 'published',
    routes: crawl.routes.map((route) => routeNames[route]).join('; '),
    before: countOf(crawl.window.months_before, 'month'),
    after: countOf(crawl.window.days_after, 'day'),
  }
  return (
    <section id="methods">
      <h2>Methods</h2>
      {words.methods.map(({ heading, text }) => (
        <>
          <h3>{heading}</h3>
          <p>{fill(text, values)}</p>
        </>
      ))}
      <Rules view={view} />
      <Manner view={view} />
      <WarcFiles view={view} />
      <h3 id="runs">Runs</h3>
      <p>
        This report was made on {formatTime(view.now.toISOString())} by Policylens {software.version} with Node{' '}
        {software.node}, from the pipeline {study.pipeline} (fingerprint {study.pipelineHash}). Links to files of the
        workspace hold while the report stays where it was made.
      </p>
      <RunsTable caption="Runs to which these captures are owed" runs={data.runs} />
      <h3 id="files">Files beside this report</h3>
      <ul>
        {view.tables.map(({ file, description }) => (
          <li>
            <a href={file}>{file}</a>: {description}
          </li>
        ))}
      </ul>
    </section>
  )
}

function countOf(count: number, unit: string): string {
  return `${count}\u00a0${unit}${count === 1 ? '' : 's'}`
}
