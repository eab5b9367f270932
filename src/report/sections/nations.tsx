import type { JSX } from 'hono/jsx/jsx-runtime'

import type { PrevalenceRow } from '../comparison-rows.ts'
import { formatInterval, formatShare } from '../format.ts'
import { nationClass, selectionId } from '../links.ts'
import { isSmall } from '../summary.ts'
import { nationNames, prevalencePairs, type PrevalencePair, type View } from '../view.ts'
import { fill } from '../words.ts'
import { Count } from './count.tsx'
import { Table } from './table.tsx'

/** Prevalence in each nation; one sentence where there is only one. */
export function Nations({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  const names = nationNames(data)
  const [only] = names
  if (only === undefined) return <></>
  const pairs = prevalencePairs(data, names)
  return (
    <>
      <h3 id="nations">By nation</h3>
      {names.length === 1 ? (
        <p>{fill(words.prevalence.one_nation, { nation: only })}</p>
      ) : (
        <>
          {data.nations.some((row) => row.shared) && (
            <p>
              {words.prevalence.nations} {sharedNames(view)}
            </p>
          )}
          <Table caption="Documents that name each approach, by nation">
            <thead>
              <tr>
                <th scope="col" rowspan={2}>
                  Approach
                </th>
                <th scope="col" rowspan={2}>
                  Nation
                </th>
                <th scope="colgroup" colspan={3}>
                  {view.short.from}
                </th>
                <th scope="colgroup" colspan={3}>
                  {view.short.to}
                </th>
              </tr>
              <tr>
                <DateHeads />
                <DateHeads />
              </tr>
            </thead>
            {data.approaches.map((approach) => (
              <ApproachRows pairs={pairs.filter((pair) => pair.approach === approach)} names={names} />
            ))}
          </Table>
          {pairs.some((pair) => isSmall(pair.from) || isSmall(pair.to)) && (
            <p class="note">{words.prevalence.nations_small}</p>
          )}
        </>
      )}
    </>
  )
}

function DateHeads() {
  return (
    <>
      <th scope="col" class="n">
        Name it
      </th>
      <th scope="col" class="n">
        Share
      </th>
      <th scope="col" class="n">
        95&nbsp;% interval
      </th>
    </>
  )
}

function ApproachRows({
  pairs,
  names,
}: {
  readonly pairs: readonly PrevalencePair[]
  readonly names: readonly string[]
}) {
  return (
    <tbody class={pairs[0]?.approach.kind === 'field' ? 'field' : ''}>
      {pairs.map((pair, index) => (
        <tr class={index === 0 ? 'first' : ''}>
          {index === 0 && (
            <th scope="rowgroup" rowspan={pairs.length}>
              {pair.approach.label}
            </th>
          )}
          <th scope="row" class="inner">
            {pair.group}
          </th>
          <Cells row={pair.from} date="from" nation={names.indexOf(pair.group)} />
          <Cells row={pair.to} date="to" nation={names.indexOf(pair.group)} />
        </tr>
      ))}
    </tbody>
  )
}

function Cells({
  row,
  date,
  nation,
}: {
  readonly row: PrevalenceRow
  readonly date: 'from' | 'to'
  readonly nation: number
}) {
  return (
    <>
      <td class="n">
        <Count
          count={row.documents_with_mention}
          target={`#${selectionId(row.approach, { date, only: nationClass(nation) })}`}
        />{' '}
        of {row.obtained}
      </td>
      <td class="n">{formatShare(row.share)}</td>
      <td class="n">{formatInterval(row.share_low, row.share_high)}</td>
    </>
  )
}

/** Which names stand for several nations, of those that occur in the corpus. */
function sharedNames({ data, nationParts }: View): string {
  const used = new Set(data.documents.map((row) => row.nation))
  return Object.entries(nationParts)
    .filter(([name]) => used.has(name))
    .map(([name, parts]) => `“${name}” stands for ${parts.join(', ')}.`)
    .join(' ')
}
