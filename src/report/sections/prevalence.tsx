import { raw } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'

import type { PrevalenceRow } from '../comparison-rows.ts'
import { prevalenceFigure, type FigureRow } from '../figures/prevalence-figure.ts'
import { formatCount, formatDate, formatInterval, formatRate, formatShare } from '../format.ts'
import { selectionId } from '../links.ts'
import { isSmall } from '../summary.ts'
import { allGroup, prevalencePairs, type PrevalencePair, type View } from '../view.ts'
import { Count, Dagger } from './count.tsx'
import { Nations } from './nations.tsx'
import { ByTerm } from './by-term.tsx'
import { Table } from './table.tsx'

/** Prevalence at both dates as a plot and a table, for all documents and by nation. */
export function Prevalence({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  const pairs = prevalencePairs(data, [allGroup])
  const approaches = pairs.filter((pair) => pair.approach.kind === 'approach')
  const field = pairs.filter((pair) => pair.approach.kind === 'field')
  const nothing = pairs.every((pair) => pair.from.obtained + pair.to.obtained === 0)
  const small = pairs.some((pair) => isSmall(pair.from) || isSmall(pair.to))
  return (
    <section id="prevalence">
      <h2>Prevalence</h2>
      <p>{words.prevalence.intro}</p>
      {nothing ? (
        <p class="nothing">{words.prevalence.nothing}</p>
      ) : (
        <Figure view={view} groups={[approaches, field].filter((group) => group.length > 0)} />
      )}
      <Table caption="Documents that name each approach, and how often">
        <thead>
          <tr>
            <th scope="col">Approach</th>
            <th scope="col">As at</th>
            <th scope="col" class="n">
              Documents obtained
            </th>
            <th scope="col" class="n">
              Documents that name it
            </th>
            <th scope="col" class="n">
              Share
            </th>
            <th scope="col" class="n">
              95&nbsp;% interval
            </th>
            <th scope="col" class="n">
              Mentions
            </th>
            <th scope="col" class="n">
              Words
            </th>
            <th scope="col" class="n">
              Mentions per 10,000 words
            </th>
          </tr>
        </thead>
        <tbody>
          {approaches.map((pair) => (
            <PairRows pair={pair} view={view} />
          ))}
        </tbody>
        {field.length > 0 && (
          <tbody class="field">
            {field.map((pair) => (
              <PairRows pair={pair} view={view} />
            ))}
          </tbody>
        )}
      </Table>
      {small && <p class="note">† {words.prevalence.small}</p>}
      {field.length > 0 && <p class="note">{words.prevalence.field}</p>}
      <ByTerm view={view} />
      <Nations view={view} />
    </section>
  )
}

function PairRows({ pair, view }: { readonly pair: PrevalencePair; readonly view: View }) {
  return (
    <>
      <tr class="first">
        <th scope="rowgroup" rowspan={2}>
          {pair.approach.label}
          {pair.approach.kind === 'field' && <span class="by">field of study</span>}
        </th>
        <Cells row={pair.from} date="from" view={view} />
      </tr>
      <tr>
        <Cells row={pair.to} date="to" view={view} />
      </tr>
    </>
  )
}

function Cells({
  row,
  date,
  view,
}: {
  readonly row: PrevalenceRow
  readonly date: 'from' | 'to'
  readonly view: View
}) {
  const target = `#${selectionId(row.approach, { date, only: null })}`
  return (
    <>
      <th scope="row" class="date inner">
        {view.short[date]}
      </th>
      <td class="n">{formatCount(row.obtained)}</td>
      <td class="n">
        <Count count={row.documents_with_mention} target={target} />
        {isSmall(row) && <Dagger />}
      </td>
      <td class="n strong">{formatShare(row.share)}</td>
      <td class="n">{formatInterval(row.share_low, row.share_high)}</td>
      <td class="n">
        <Count count={row.mentions} target={target} />
      </td>
      <td class="n">{formatCount(row.words)}</td>
      <td class="n">{formatRate(row.mentions_per_10k)}</td>
    </>
  )
}

function Figure({ view, groups }: { readonly view: View; readonly groups: readonly (readonly PrevalencePair[])[] }) {
  const all = groups.flat()
  const most = niceMost(all.flatMap((pair) => [pair.from.share_high ?? 0, pair.to.share_high ?? 0]))
  const title = `Share of documents that name each approach, ${view.short.from} and ${view.short.to}`
  const svg = (rows: readonly PrevalencePair[], id: string, width: number) =>
    raw(
      prevalenceFigure(
        rows.flatMap((pair) => figureRows(pair, { view, narrow: width < 500 })),
        {
          id,
          width,
          most,
          title,
          description: describe(rows),
        },
      ),
    )
  return (
    <figure>
      {groups.map((rows, index) => (
        <div class={index > 0 ? 'apart' : ''}>
          <div class="wide">{svg(rows, `figure-${index}-wide`, 720)}</div>
          <div class="narrow">{svg(rows, `figure-${index}-narrow`, 340)}</div>
        </div>
      ))}
      <figcaption>
        {title}. Hollow mark and dashed line: {formatDate(view.data.from)}; filled mark and solid line:{' '}
        {formatDate(view.data.to)}. Lines are 95&nbsp;% intervals. The numbers are in the table below.
      </figcaption>
    </figure>
  )
}

function figureRows(
  { approach, from, to }: PrevalencePair,
  { view, narrow }: { readonly view: View; readonly narrow: boolean },
): FigureRow[] {
  const row = (prevalence: PrevalenceRow, date: string, earlier: boolean): FigureRow => ({
    label: approach.label,
    date: narrow && date.length > 4 ? (earlier ? 'first' : 'second') : date,
    earlier,
    share: prevalence.share,
    low: prevalence.share_low,
    high: prevalence.share_high,
    note: narrow
      ? `${prevalence.documents_with_mention} of ${prevalence.obtained}`
      : `${prevalence.documents_with_mention} of ${prevalence.obtained}  (${formatShare(prevalence.share)})`,
  })
  return [row(from, view.short.from, true), row(to, view.short.to, false)]
}

function describe(pairs: readonly PrevalencePair[]): string {
  const part = (row: PrevalenceRow): string =>
    `${formatDate(row.snapshot)}: ${row.documents_with_mention} of ${row.obtained} documents, ` +
    `${formatShare(row.share)}, interval ${formatInterval(row.share_low, row.share_high)}`
  return pairs.map(({ approach, from, to }) => `${approach.label}: ${part(from)}; ${part(to)}.`).join(' ')
}

/** The next step of ten per cent above all shares, at least ten. */
function niceMost(shares: readonly number[]): number {
  return Math.min(1, Math.max(0.1, Math.ceil(Math.max(...shares) * 10) / 10))
}
