import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount, formatDate, plural } from '../../format.ts'
import { fill } from '../../words.ts'
import type { SnapshotCounts } from '../flow.ts'
import type { HarvestView } from '../harvest-view.ts'

/** Title, and how much was obtained at each date, in sentences. */
export function HarvestSummary({ view }: { readonly view: HarvestView }): JSX.Element {
  const { study, flow, words } = view
  const texts = (count: number): string => plural(count, 'text')
  const missing = flow.snapshots.reduce((sum, { missing: own, of }) => sum + own - of.pending, 0)
  const pending = flow.snapshots.reduce((sum, { of }) => sum + of.pending, 0)
  return (
    <header class="summary" id="summary">
      <p class="kicker">Report of the harvest</p>
      <h1>{study.title}</h1>
      <p class="question">{study.question}</p>
      <dl class="figures">
        {flow.snapshots.map(({ snapshot, obtained, standing }) => (
          <div>
            <dt>As at {formatDate(snapshot)}</dt>
            <dd>
              <a href="#matrix">
                {formatCount(obtained)} of {plural(standing, 'document')}
              </a>{' '}
              obtained
            </dd>
          </div>
        ))}
      </dl>
      <ul class="findings">
        {flow.snapshots.map((counts) => (
          <li>{fill(words.summary.at, sentenceValues(counts))}</li>
        ))}
      </ul>
      {missing > 0 && (
        <p class="caution">
          {fill(words.summary.missing, { missing: texts(missing) })} <a href="#by-hand">To obtain by hand</a>
        </p>
      )}
      {pending > 0 && <p class="caution">{fill(words.summary.pending, { pending: texts(pending) })}</p>}
      {missing + pending === 0 && <p>{words.summary.complete}</p>}
    </header>
  )
}

function sentenceValues({ snapshot, standing, obtained, of }: SnapshotCounts): Record<string, string> {
  return {
    date: formatDate(snapshot),
    standing: plural(standing, 'document'),
    obtained: formatCount(obtained),
    live: formatCount(of.live),
    archive: formatCount(of.archive),
    supplied: formatCount(of.supplied),
    unchanged: formatCount(of.unchanged),
  }
}
