import type { JSX } from 'hono/jsx/jsx-runtime'

import { candidatesShown } from '../comparison-data.ts'
import type { ApproachRow, CandidateRow } from '../comparison-rows.ts'
import { plural } from '../format.ts'
import { groupBy } from '../group-by.ts'
import type { View } from '../view.ts'
import { fill } from '../words.ts'

const longest = 700

/** Passages near an approach in meaning that do not name it: candidates, counted nowhere. */
export function Candidates({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  const approaches = data.approaches.filter((approach) => approach.kind === 'approach')
  return (
    <section id="candidates">
      <h2>Candidates: near in meaning, not named</h2>
      <p>
        {data.candidates.length > 0
          ? fill(words.candidates.intro, { shown: String(candidatesShown) })
          : words.candidates.none}
      </p>
      {data.candidates.length > 0 &&
        approaches.map((approach) => <ApproachCandidates approach={approach} view={view} />)}
    </section>
  )
}

function ApproachCandidates({ approach, view }: { readonly approach: ApproachRow; readonly view: View }) {
  const rows = view.data.candidates.filter((row) => row.approach === approach.approach)
  const passages = [...groupBy(rows, (row) => JSON.stringify([row.document_key, row.page, row.text])).values()]
  const nearest = passages.sort((a, b) => similarityOf(b) - similarityOf(a))
  return (
    <details>
      <summary>
        {approach.label}: {plural(nearest.length, 'passage')}
      </summary>
      {nearest.length === 0 && <p>{view.words.candidates.none_here}</p>}
      <ol class="candidates">
        {nearest.map((same) => (
          <Candidate rows={same} view={view} />
        ))}
      </ol>
    </details>
  )
}

function Candidate({ rows, view }: { readonly rows: readonly CandidateRow[]; readonly view: View }) {
  const { data, short } = view
  const row = rows.at(-1)
  if (!row) return <></>
  const dates = [data.from, data.to]
    .filter((date) => rows.some(({ snapshot }) => snapshot === date))
    .map((date) => (date === data.from ? short.from : short.to))
  const document = data.documents.find(
    ({ snapshot, document_key: key }) => snapshot === row.snapshot && key === row.document_key,
  )
  const stored = document ? view.storedAddress(document, row.page) : null
  const place = row.page === null ? 'in the file' : `page ${row.page}`
  return (
    <li>
      <blockquote>
        {row.text.length > longest ? `${row.text.slice(0, longest).replace(/\s+\S*$/u, '')} …` : row.text}
      </blockquote>
      <p class="where">
        similarity {row.similarity.toFixed(2)} · {row.title} · {dates.join(' and ')} ·{' '}
        {stored === null ? place : <a href={stored}>{place}</a>}
        {row.heading && ` · under “${row.heading}”`}
      </p>
    </li>
  )
}

function similarityOf(rows: readonly CandidateRow[]): number {
  return rows[0]?.similarity ?? 0
}
