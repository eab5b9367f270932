import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatDate } from '../../format.ts'
import { webAddress } from '../../links.ts'
import { Table } from '../../sections/table.tsx'
import type { ByHandRow } from '../by-hand.ts'
import type { HarvestView } from '../harvest-view.ts'

/** What a person may still obtain: where to look, what to do, and what to type then. */
export function ByHand({ view }: { readonly view: HarvestView }): JSX.Element {
  const { byHand, words, manner } = view
  return (
    <section id="by-hand">
      <h2>To obtain by hand</h2>
      {byHand.length === 0 ? (
        <p class="nothing">{words.by_hand.none}</p>
      ) : (
        <>
          <p>{words.by_hand.intro}</p>
          <p>{words.by_hand.command}</p>
          {!manner.crawl.routes.includes('supplied') && <p class="caution">{words.by_hand.route_off}</p>}
          <Table caption="Texts to obtain by hand" class="by-hand">
            <thead>
              <tr>
                <th scope="col">Document and date</th>
                <th scope="col">Why it is missing, and what to do</th>
              </tr>
            </thead>
            <tbody>
              {byHand.map((row) => (
                <Row row={row} />
              ))}
            </tbody>
          </Table>
        </>
      )}
    </section>
  )
}

function Row({ row }: { readonly row: ByHandRow }) {
  const page = webAddress(row.landing_url)
  const places = [
    ...(page === null ? [] : [{ name: 'the page', url: page }]),
    ...row.calendars.map(({ archive, url }) => ({ name: `captures in ${archive}`, url })),
  ]
  return (
    <tr>
      <th scope="row">
        {row.title}
        <span class="by">{row.document_key}</span>
        <span class="as-at">as at {formatDate(row.snapshot)}</span>
      </th>
      <td>
        {row.explanation}. {row.what_to_do}
        {row.evidence !== null && <span class="by">Seen: {row.evidence}</span>}
        <span class="by">
          {places.length > 0 && 'Open: '}
          {places.map(({ name, url }, index) => (
            <>
              {index > 0 && ' · '}
              <a href={url}>{name}</a>
            </>
          ))}
          {places.length === 0 && row.landing_url}
        </span>
        <Command text={row.command} />
      </td>
    </tr>
  )
}

/** A command whose flags are not broken at their hyphens. */
function Command({ text }: { readonly text: string }) {
  return (
    <code class="command">
      {text.split(' ').map((word, index) => (
        <>
          {index > 0 && ' '}
          <span>{word}</span>
        </>
      ))}
    </code>
  )
}
