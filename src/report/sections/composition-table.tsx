import type { JSX } from 'hono/jsx/jsx-runtime'

import type { ApproachRow } from '../comparison-rows.ts'
import { changeKinds, compositionTotal, type Contribution } from '../composition.ts'
import { formatCount, formatDifference } from '../format.ts'
import { changeClass, selectionId } from '../links.ts'
import type { View } from '../view.ts'
import { Count } from './count.tsx'
import { Table } from './table.tsx'

/** How each kind of change adds to the difference in one approach's documents and mentions. */
export function CompositionTable(props: {
  readonly approach: ApproachRow
  readonly parts: readonly Contribution[]
  readonly view: View
}): JSX.Element {
  const { approach, view } = props
  const parts = props.parts.filter((part) => part.documents > 0)
  return (
    <Table caption={`${approach.label}: where the difference comes from`} class="whole">
      <thead>
        <tr>
          <th scope="col" rowspan={2}>
            What became of them
          </th>
          <th scope="col" rowspan={2} class="n">
            Documents
          </th>
          <th scope="colgroup" colspan={3}>
            Documents that name it
          </th>
          <th scope="colgroup" colspan={3}>
            Mentions
          </th>
        </tr>
        <tr>
          <DateHeads view={view} />
          <DateHeads view={view} />
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr>
            <th scope="row">{view.words.changes.kinds[part.change]}</th>
            <Numbers
              part={part}
              target={(date) =>
                `#${selectionId(approach.approach, { date, only: changeClass(changeKinds.indexOf(part.change)) })}`
              }
            />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <Numbers
            part={compositionTotal(parts)}
            target={(date) => `#${selectionId(approach.approach, { date, only: null })}`}
          />
        </tr>
      </tfoot>
    </Table>
  )
}

function DateHeads({ view }: { readonly view: View }) {
  return (
    <>
      <th scope="col" class="n">
        {view.short.from}
      </th>
      <th scope="col" class="n">
        {view.short.to}
      </th>
      <th scope="col" class="n">
        Difference
      </th>
    </>
  )
}

function Numbers(props: {
  readonly part: Omit<Contribution, 'change'>
  readonly target: (date: 'from' | 'to') => string
}) {
  const { part, target } = props
  return (
    <>
      <td class="n">{formatCount(part.documents)}</td>
      <td class="n">
        <Count count={part.namingFrom} target={target('from')} />
      </td>
      <td class="n">
        <Count count={part.namingTo} target={target('to')} />
      </td>
      <Difference difference={part.namingTo - part.namingFrom} />
      <td class="n">
        <Count count={part.mentionsFrom} target={target('from')} />
      </td>
      <td class="n">
        <Count count={part.mentionsTo} target={target('to')} />
      </td>
      <Difference difference={part.mentionsTo - part.mentionsFrom} />
    </>
  )
}

function Difference({ difference }: { readonly difference: number }) {
  return <td class={difference === 0 ? 'n' : 'n strong'}>{formatDifference(difference)}</td>
}
