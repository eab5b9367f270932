import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatDate, plural } from '../format.ts'
import { summarise } from '../summary.ts'
import { allGroup, documentsAt, prevalencePairs, type View } from '../view.ts'
import { fill } from '../words.ts'

/** Title, question and what was found, in sentences. */
export function Summary({ view }: { readonly view: View }): JSX.Element {
  const { data, study, words } = view
  const pairs = prevalencePairs(data, [allGroup])
  const missing = new Set(data.documents.filter((row) => !row.obtained).map((row) => row.document_key)).size
  const undated = new Set(data.documents.filter((row) => row.undated).map((row) => row.document_key)).size
  const sentences = (kind: 'approach' | 'field') =>
    pairs.filter((pair) => pair.approach.kind === kind).map((pair) => <li>{summarise(pair, words.summary)}</li>)
  return (
    <header class="summary" id="summary">
      <p class="kicker">
        Comparison of {formatDate(data.from)} and {formatDate(data.to)}
      </p>
      <h1>{study.title}</h1>
      <p class="question">{study.question}</p>
      <dl class="figures">
        <Obtained view={view} date={data.from} />
        <Obtained view={view} date={data.to} />
      </dl>
      <ul class="findings">{sentences('approach')}</ul>
      {pairs.some((pair) => pair.approach.kind === 'field') && <ul class="findings field">{sentences('field')}</ul>}
      <p class={missing > 0 ? 'caution' : ''}>
        {missing > 0
          ? fill(words.summary.missing, { missing: plural(missing, 'document') })
          : data.documents.length > 0 && words.summary.complete}{' '}
        {undated > 0 && fill(words.summary.undated, { undated: plural(undated, 'document') })}
      </p>
    </header>
  )
}

function Obtained({ view, date }: { readonly view: View; readonly date: string }) {
  const documents = documentsAt(view.data, date)
  return (
    <div>
      <dt>As at {formatDate(date)}</dt>
      <dd>
        <a href="#corpus">
          {documents.filter((row) => row.obtained).length} of {plural(documents.length, 'document')}
        </a>{' '}
        obtained
      </dd>
    </div>
  )
}
