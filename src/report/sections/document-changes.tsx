import type { JSX } from 'hono/jsx/jsx-runtime'

import type { ApproachRow, ChangeRow } from '../comparison-rows.ts'
import { formatDate, formatDifference, plural } from '../format.ts'
import { documentId } from '../links.ts'
import type { View } from '../view.ts'
import { Count } from './count.tsx'
import { Table } from './table.tsx'

/** The mentions of one approach in each document that names it: changed ones first, the others folded. */
export function DocumentChanges(props: {
  readonly approach: ApproachRow
  readonly rows: readonly ChangeRow[]
  readonly view: View
}): JSX.Element {
  const { approach, view } = props
  const naming = props.rows.filter((row) => (row.mentions_from ?? 0) + (row.mentions_to ?? 0) > 0)
  const changed = naming.filter(isChanged)
  const same = naming.filter((row) => !isChanged(row))
  if (naming.length === 0) return <></>
  return (
    <>
      {changed.length > 0 ? (
        <DocumentTable
          caption={`${approach.label}: documents that contributed to the difference`}
          rows={changed}
          view={view}
        />
      ) : (
        <p>{view.words.changes.all_same}</p>
      )}
      {same.length > 0 && (
        <details>
          <summary>{plural(same.length, 'document')} with as many mentions at both dates</summary>
          <DocumentTable
            caption={`${approach.label}: documents that did not contribute to the difference`}
            rows={same}
            view={view}
          />
        </details>
      )}
    </>
  )
}

function isChanged(row: ChangeRow): boolean {
  return row.mentions_from !== row.mentions_to || row.change === 'entered' || row.change === 'left'
}

function DocumentTable(props: { readonly caption: string; readonly rows: readonly ChangeRow[]; readonly view: View }) {
  const { view } = props
  return (
    <Table caption={props.caption}>
      <thead>
        <tr>
          <th scope="col">Document</th>
          <th scope="col">What became of it</th>
          <th scope="col" class="n">
            {view.short.from}
          </th>
          <th scope="col" class="n">
            {view.short.to}
          </th>
          <th scope="col" class="n">
            Difference
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr>
            <th scope="row">
              {row.title}
              {row.issuer && <span class="by">{row.issuer}</span>}
            </th>
            <td>
              {view.words.changes.kinds[row.change]}
              <span class="by">{datesOf(row)}</span>
            </td>
            <td class="n">
              <Mentions row={row} mentions={row.mentions_from} there={row.change !== 'entered'} />
            </td>
            <td class="n">
              <Mentions row={row} mentions={row.mentions_to} there={row.change !== 'left'} />
            </td>
            <td class="n strong">{difference(row)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Mentions({
  row,
  mentions,
  there,
}: {
  readonly row: ChangeRow
  readonly mentions: number | null
  readonly there: boolean
}) {
  if (!there) return <span title="Not in the corpus at this date">–</span>
  if (mentions === null) return <em>not obtained</em>
  return <Count count={mentions} target={`#${documentId(row.approach, row.document_key)}`} />
}

function difference({ mentions_from: before, mentions_to: after }: ChangeRow): string {
  return before === null || after === null ? 'unknown' : formatDifference(after - before)
}

function datesOf({ published_from: before, published_to: after, withdrawn }: ChangeRow): string {
  if (withdrawn !== null) return `withdrawn ${formatDate(withdrawn)}`
  const dates = [before, after].filter((date) => date !== null)
  return [...new Set(dates)].map((date) => formatDate(date)).join(' → ')
}
