import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatDate } from '../../format.ts'
import { groupBy } from '../../group-by.ts'
import { reasonSentence } from '../../reason-sentence.ts'
import { Address } from '../../sections/address.tsx'
import { Table } from '../../sections/table.tsx'
import type { CellRow } from '../harvest-data.ts'
import type { HarvestView } from '../harvest-view.ts'

/** What sites and archives refused, with what was seen. */
export function Refusals({ view }: { readonly view: HarvestView }): JSX.Element {
  const { data, words } = view
  const refused = data.cells.filter(({ outcome }) => outcome === 'refused')
  return (
    <section id="refusals">
      <h2>Refusals</h2>
      {refused.length === 0 ? (
        <p class="nothing">{words.refusals.none}</p>
      ) : (
        <>
          <p>{words.refusals.intro}</p>
          <Table caption="Documents that were refused, and the evidence" class="refused">
            <thead>
              <tr>
                <th scope="col">Document and dates</th>
                <th scope="col">Refusal, and what was seen</th>
              </tr>
            </thead>
            <tbody>
              {[...groupBy(refused, (row) => JSON.stringify([row.document_key, row.reason, row.detail])).values()].map(
                (rows) => (
                  <Refusal rows={rows} view={view} />
                ),
              )}
            </tbody>
          </Table>
        </>
      )}
    </section>
  )
}

function Refusal({ rows, view }: { readonly rows: readonly CellRow[]; readonly view: HarvestView }) {
  const [row] = rows
  if (row === undefined) return <></>
  return (
    <tr>
      <th scope="row">
        {row.title}
        <span class="by">{row.document_key}</span>
        <span class="as-at">as at {rows.map(({ snapshot }) => formatDate(snapshot)).join(', ')}</span>
      </th>
      <td class="seen">
        {reasonSentence(row.reason) ?? view.words.by_hand.unknown}
        <span class="by">{row.detail}</span>
        <span class="by">
          <Address source={row.address} />
        </span>
      </td>
    </tr>
  )
}
