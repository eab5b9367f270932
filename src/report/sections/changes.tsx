import type { JSX } from 'hono/jsx/jsx-runtime'

import type { ApproachRow, ChangeRow } from '../comparison-rows.ts'
import { changeKinds, composition } from '../composition.ts'
import { formatCount, formatDate, plural } from '../format.ts'
import type { View } from '../view.ts'
import { CompositionTable } from './composition-table.tsx'
import { DocumentChanges } from './document-changes.tsx'
import { Table } from './table.tsx'

/** What became of the documents between the two dates, and what each contributed to the difference. */
export function Changes({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  const documents = documentChanges(data.changes)
  const common = documents.some((row) => row.change !== 'entered' && row.change !== 'left')
  return (
    <section id="changes">
      <h2>What changed</h2>
      <p>{words.changes.intro}</p>
      {documents.length > 0 && !common && <p class="nothing">{words.changes.nothing_common}</p>}
      <Table caption={`Documents by what became of them between ${view.short.from} and ${view.short.to}`}>
        <thead>
          <tr>
            <th scope="col">What became of it</th>
            <th scope="col" class="n">
              Documents
            </th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {changeKinds.map((change) => (
            <tr>
              <th scope="row">{words.changes.kinds[change]}</th>
              <td class="n">{formatCount(documents.filter((row) => row.change === change).length)}</td>
              <td>{words.changes.explained[change]}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <AllDocuments documents={documents} view={view} />
      {documents.some((row) => row.change === 'unknown') && <p class="note">{words.changes.unknown}</p>}
      {data.approaches.map((approach) => (
        <ApproachChanges approach={approach} view={view} />
      ))}
    </section>
  )
}

function ApproachChanges({ approach, view }: { readonly approach: ApproachRow; readonly view: View }) {
  const rows = view.data.changes.filter((row) => row.approach === approach.approach)
  const named = rows.some((row) => (row.mentions_from ?? 0) + (row.mentions_to ?? 0) > 0)
  return (
    <>
      <h3 id={`changes-${approach.approach}`}>{approach.label}</h3>
      {named ? (
        <CompositionTable approach={approach} parts={composition(rows)} view={view} />
      ) : (
        <p class="nothing">{view.words.changes.nothing_named}</p>
      )}
      <DocumentChanges approach={approach} rows={rows} view={view} />
    </>
  )
}

/** One row a document, whatever the approach. */
function documentChanges(changes: readonly ChangeRow[]): ChangeRow[] {
  const first = changes[0]?.approach
  return changes.filter((row) => row.approach === first)
}

function AllDocuments({ documents, view }: { readonly documents: readonly ChangeRow[]; readonly view: View }) {
  return (
    <>
      {changeKinds.map((change) => {
        const own = documents.filter((row) => row.change === change)
        return (
          own.length > 0 && (
            <details>
              <summary>
                {view.words.changes.kinds[change]}: {plural(own.length, 'document')}
              </summary>
              <ul class="documents">
                {own.map((row) => (
                  <li>
                    {row.title} <span class="by">{[row.issuer, editions(row)].filter(Boolean).join(' · ')}</span>
                  </li>
                ))}
              </ul>
            </details>
          )
        )
      })}
    </>
  )
}

function editions(row: ChangeRow): string {
  const dates = [row.published_from, row.published_to].filter((date) => date !== null)
  const published = [...new Set(dates)].map((date) => formatDate(date)).join(', then ')
  return [
    published === '' ? 'no date of publication' : `published ${published}`,
    ...(row.withdrawn === null ? [] : [`withdrawn ${formatDate(row.withdrawn)}`]),
    ...(row.mentions_from === null || row.mentions_to === null ? ['text not obtained'] : []),
  ].join('; ')
}
