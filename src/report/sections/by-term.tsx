import type { JSX } from 'hono/jsx/jsx-runtime'

import type { TermCountRow, TermRow } from '../comparison-rows.ts'
import { formatCount } from '../format.ts'
import type { View } from '../view.ts'
import { Table } from './table.tsx'

/** Each term apart, for approaches that have several; a document may use more than one. */
export function ByTerm({ view }: { readonly view: View }): JSX.Element {
  const { data, words, short } = view
  const several = data.approaches.filter(
    ({ approach }) => data.terms.filter((term) => term.approach === approach).length > 1,
  )
  if (several.length === 0) return <></>
  return (
    <details>
      <summary>Each term apart</summary>
      <p>{words.prevalence.terms}</p>
      <Table caption="Documents that use each term, and mentions">
        <thead>
          <tr>
            <th scope="col" rowspan={2}>
              Approach
            </th>
            <th scope="col" rowspan={2}>
              Term
            </th>
            <th scope="colgroup" colspan={2}>
              Documents
            </th>
            <th scope="colgroup" colspan={2}>
              Mentions
            </th>
          </tr>
          <tr>
            {[short.from, short.to, short.from, short.to].map((date) => (
              <th scope="col" class="n">
                {date}
              </th>
            ))}
          </tr>
        </thead>
        {several.map(({ approach, label }) => {
          const terms = data.terms.filter((term) => term.approach === approach)
          return (
            <tbody>
              {terms.map((term, index) => (
                <tr>
                  {index === 0 && (
                    <th scope="rowgroup" rowspan={terms.length}>
                      {label}
                    </th>
                  )}
                  <th scope="row" class="inner">
                    {term.label}
                  </th>
                  <Numbers term={term} view={view} />
                </tr>
              ))}
            </tbody>
          )
        })}
      </Table>
    </details>
  )
}

function Numbers({ term, view }: { readonly term: TermRow; readonly view: View }) {
  const { termCounts, from, to } = view.data
  const value = (snapshot: string, key: 'documents_with_mention' | 'mentions'): number => {
    const same = (row: TermCountRow): boolean =>
      row.snapshot === snapshot && row.approach === term.approach && row.term === term.term
    return termCounts.find(same)?.[key] ?? 0
  }
  return (
    <>
      {(['documents_with_mention', 'mentions'] as const).flatMap((key) =>
        [from, to].map((snapshot) => <td class="n">{formatCount(value(snapshot, key))}</td>),
      )}
    </>
  )
}
