import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount, formatDate, formatDistance, plural } from '../../format.ts'
import { groupBy } from '../../group-by.ts'
import { Table } from '../../sections/table.tsx'
import { webAddress } from '../../links.ts'
import { fill } from '../../words.ts'
import { countAt } from '../flow.ts'
import type { CellRow } from '../harvest-data.ts'
import type { HarvestView } from '../harvest-view.ts'
import { isKind, outcomes, outcomeSigns } from '../outcomes.ts'
import { OutcomeSign } from './outcome-sign.tsx'

/** The legend with its counts, and what came of each document at each date. */
export function Matrix({ view }: { readonly view: HarvestView }): JSX.Element {
  const { data, words } = view
  const nations = [...groupBy(data.cells, ({ nation }) => nation)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return (
    <section id="matrix">
      <h2>Each document at each date</h2>
      <p>{words.matrix.legend}</p>
      <Legend view={view} />
      <p>{words.matrix.intro}</p>
      <Table caption="Documents and dates" class="matrix">
        <thead>
          <tr>
            <th scope="col">Document</th>
            {data.snapshots.map((snapshot) => (
              <th scope="col">{wrappingDate(snapshot)}</th>
            ))}
          </tr>
        </thead>
        {nations.map(([nation, cells]) => (
          <tbody>
            <GroupRow nation={nation} cells={cells} view={view} />
            {[...groupBy(cells, (cell) => cell.document_key).values()].map((own) => (
              <DocumentRow cells={own} view={view} />
            ))}
          </tbody>
        ))}
      </Table>
    </section>
  )
}

function Legend({ view }: { readonly view: HarvestView }) {
  const { flow, words } = view
  return (
    <Table caption="What the signs mean, and their counts" class="compact legend">
      <thead>
        <tr>
          <th scope="col">Sign</th>
          {flow.snapshots.map(({ snapshot }) => (
            <th scope="col" class="n">
              {wrappingDate(snapshot)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {outcomes.map((outcome) => (
          <tr>
            <th scope="row">
              <span class={`sign ${outcomeSigns[outcome].kind}`} aria-hidden="true">
                {outcomeSigns[outcome].sign}
              </span>
              <span class="meaning">
                {words.outcomes[outcome].name}
                <span class="by">{words.outcomes[outcome].explained}</span>
              </span>
            </th>
            {flow.snapshots.map(({ of }) => (
              <td class="n">{formatCount(of[outcome])}</td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Obtained, of the documents that stood</th>
          {flow.snapshots.map(({ obtained, standing }) => (
            <td class="n">
              {formatCount(obtained)} of {formatCount(standing)}
            </td>
          ))}
        </tr>
      </tfoot>
    </Table>
  )
}

function GroupRow(props: { readonly nation: string; readonly cells: readonly CellRow[]; readonly view: HarvestView }) {
  const { nation, cells, view } = props
  const documents = new Set(cells.map((cell) => cell.document_key)).size
  return (
    <tr class="group">
      <th scope="rowgroup">
        {nation === '' ? 'Nation not given' : nation}
        <span class="by">{plural(documents, 'document')}</span>
      </th>
      {view.data.snapshots.map((snapshot) => {
        const { obtained, standing } = countAt(cells, snapshot)
        const values = { obtained: formatCount(obtained), standing: formatCount(standing) }
        return <td>{fill(view.words.matrix.obtained, values)}</td>
      })}
    </tr>
  )
}

function DocumentRow({ cells, view }: { readonly cells: readonly CellRow[]; readonly view: HarvestView }) {
  const last = cells.at(-1)
  if (last === undefined) return <></>
  const address = webAddress(last.address)
  return (
    <tr>
      <th scope="row">
        {address === null ? last.title : <a href={address}>{last.title}</a>}
        <span class="by">{[last.issuer, last.document_key].filter(Boolean).join(' · ')}</span>
      </th>
      {view.data.snapshots.map((snapshot) => {
        const cell = cells.find((one) => one.snapshot === snapshot)
        return cell === undefined ? <td></td> : <Cell cell={cell} view={view} />
      })}
    </tr>
  )
}

function Cell({ cell, view }: { readonly cell: CellRow; readonly view: HarvestView }) {
  const note = noteOf(cell)
  return (
    <td title={cell.detail ?? view.words.outcomes[cell.outcome].name}>
      <OutcomeSign outcome={cell.outcome} words={view.words} />
      {note.length > 0 && <span class="beside"> {note.join(', ')}</span>}
    </td>
  )
}

/** What stands beside the sign: why something is missing, or how far from the date it was captured. */
function noteOf(cell: CellRow): string[] {
  if (isKind(cell, 'none')) return []
  if (isKind(cell, 'missing')) {
    return cell.reason === null || cell.reason === cell.outcome ? [] : [shortReason(cell.reason)]
  }
  const files = cell.files !== null && cell.files > 1 ? [plural(cell.files, 'file')] : []
  if (cell.outcome === 'archive' && cell.distance_days !== null) return [formatDistance(cell.distance_days), ...files]
  if (cell.unchanged_since !== null) return [`since ${formatDate(cell.unchanged_since)}`, ...files]
  return files
}

/** A date that may be broken, for the heads of narrow columns. */
function wrappingDate(snapshot: string): string {
  return formatDate(snapshot).replaceAll('\u00a0', ' ')
}

function shortReason(reason: string): string {
  return reason === 'robots' ? 'robots.txt' : reason.replaceAll('_', ' ')
}
