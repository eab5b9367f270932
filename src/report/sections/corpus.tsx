import type { JSX } from 'hono/jsx/jsx-runtime'

import type { DocumentRow } from '../comparison-rows.ts'
import { formatCount, formatDate, plural } from '../format.ts'
import { groupBy } from '../group-by.ts'
import { reasonSentence } from '../reason-sentence.ts'
import { documentsAt, type View } from '../view.ts'
import { Address } from './address.tsx'
import { Table } from './table.tsx'

/** The corpus at both dates, what is missing from it and why, and what has no date. */
export function Corpus({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  const sum = (rows: readonly DocumentRow[], key: 'words' | 'pages'): string =>
    formatCount(rows.reduce((total, row) => total + (row[key] ?? 0), 0))
  const lines: readonly (readonly [string, (rows: readonly DocumentRow[]) => string])[] = [
    ['Documents in the corpus', (rows) => formatCount(rows.length)],
    ['Text obtained', (rows) => formatCount(rows.filter((row) => row.obtained).length)],
    ['Text not obtained', (rows) => formatCount(rows.filter((row) => !row.obtained).length)],
    ['Without a date of publication', (rows) => formatCount(rows.filter((row) => row.undated).length)],
    ['Issuers', (rows) => formatCount(new Set(rows.map((row) => row.issuer).filter((issuer) => issuer !== '')).size)],
    ['Words', (rows) => sum(rows, 'words')],
    ['Pages of paged files', (rows) => sum(rows, 'pages')],
  ]
  const [earlier, later] = [documentsAt(data, data.from), documentsAt(data, data.to)]
  return (
    <section id="corpus">
      <h2>The corpus</h2>
      <p>{words.corpus.as_at}</p>
      <Table caption="The corpus at both dates" class="compact">
        <thead>
          <tr>
            <td></td>
            <th scope="col">{formatDate(data.from)}</th>
            <th scope="col">{formatDate(data.to)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, of]) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="n">{of(earlier)}</td>
              <td class="n">{of(later)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <Missing view={view} />
      <Undated view={view} />
    </section>
  )
}

function Missing({ view }: { readonly view: View }) {
  const { data, words } = view
  const missing = data.documents.filter((row) => !row.obtained)
  return (
    <>
      <h3 id="missing">What is missing, and why</h3>
      {missing.length === 0 ? (
        <p>{words.corpus.none_missing}</p>
      ) : (
        <>
          <p>{words.corpus.missing}</p>
          <Table caption="Documents whose text was not obtained">
            <thead>
              <tr>
                <th scope="col">Document</th>
                <th scope="col">As at</th>
                <th scope="col">Reason</th>
                <th scope="col">Address</th>
              </tr>
            </thead>
            <tbody>
              {[...groupBy(missing, (row) => JSON.stringify([row.document_key, row.source, row.reason]))].map(
                ([, rows]) => (
                  <MissingRow view={view} rows={rows} />
                ),
              )}
            </tbody>
          </Table>
        </>
      )}
    </>
  )
}

const without: Readonly<Record<DocumentRow['status'], string>> = {
  obtained: '',
  failed: 'The reason was not recorded',
  pending: 'It was not fetched and read yet',
}

function MissingRow({ view, rows }: { readonly view: View; readonly rows: readonly DocumentRow[] }) {
  const [row] = rows
  if (!row) return <></>
  const dates = rows.map(({ snapshot }) => (snapshot === view.data.from ? view.short.from : view.short.to))
  return (
    <tr>
      <th scope="row">
        {row.title}
        {row.issuer && <span class="by">{row.issuer}</span>}
      </th>
      <td>{dates.join(' and ')}</td>
      <td>
        {reasonSentence(row.reason) ?? without[row.status]}
        {row.detail && <span class="by">{row.detail}</span>}
      </td>
      <td class="address">
        <Address source={row.source} />
      </td>
    </tr>
  )
}

function Undated({ view }: { readonly view: View }) {
  const undated = groupBy(
    view.data.documents.filter((row) => row.undated),
    (row) => row.document_key,
  )
  if (undated.size === 0) return <></>
  return (
    <>
      <h3 id="undated">Documents without a date</h3>
      <p>{view.words.corpus.undated}</p>
      <details open={undated.size <= 8}>
        <summary>{plural(undated.size, 'document')}</summary>
        <ul>
          {[...undated.values()].map(([row]) => (
            <li>
              {row?.title}
              {row?.issuer && <span class="by">{row.issuer}</span>}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
