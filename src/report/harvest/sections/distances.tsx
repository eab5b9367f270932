import { raw } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'

import { distanceFigure } from '../../figures/distance-figure.ts'
import { formatCount, formatDate, formatDistance, plural } from '../../format.ts'
import { Table } from '../../sections/table.tsx'
import { binDistances, binWidth, summariseDistances } from '../distances.ts'
import type { HarvestView } from '../harvest-view.ts'

/** How far from the date the archives' captures were made, as a plot and a table. */
export function Distances({ view }: { readonly view: HarvestView }): JSX.Element {
  const { data, words } = view
  return (
    <section id="distances">
      <h2>How far from the date</h2>
      {data.distances.length === 0 ? (
        <p class="nothing">{words.distances.none}</p>
      ) : (
        <>
          <p>{words.distances.intro}</p>
          <Figure view={view} />
          <Summaries view={view} />
        </>
      )}
    </section>
  )
}

function Figure({ view }: { readonly view: HarvestView }) {
  const { data } = view
  const width = binWidth(data.distances.map((row) => row.distance_days))
  const label = (snapshot: string): string => `As at ${formatDate(snapshot)}`
  const rows = data.snapshots.flatMap((snapshot) => {
    const days = data.distances.filter((row) => row.snapshot === snapshot).map((row) => row.distance_days)
    return binDistances(days, width).map((bin) => ({ ...bin, label: label(snapshot) }))
  })
  const title = 'Files from a web archive, by the days between the date and the capture'
  const description = rows
    .map((row) => `${row.label}: ${plural(row.count, 'file')} ${spanWords(row.first, row.last)}.`)
    .join(' ')
  const svg = (size: number, id: string) =>
    raw(distanceFigure(rows, { id, width: size, title, description, labels: data.snapshots.map(label) }))
  return (
    <figure>
      <div class="wide">{svg(720, 'distances-wide')}</div>
      <div class="narrow">{svg(340, 'distances-narrow')}</div>
      <figcaption>
        {title}; each bar stands for {formatCount(width)} days, its number for the files. The dashed line is the date.
        The numbers are summed up in the table below.
      </figcaption>
    </figure>
  )
}

function spanWords(first: number, last: number): string {
  if (last > 0) return `${first} to ${last} days after`
  return `${-last} to ${-first} days before`
}

function Summaries({ view }: { readonly view: HarvestView }) {
  const { data } = view
  return (
    <Table caption="Distances between dates and captures">
      <thead>
        <tr>
          <th scope="col">As at</th>
          <th scope="col" class="n">
            Files
          </th>
          <th scope="col" class="n">
            On the day or before
          </th>
          <th scope="col" class="n">
            After
          </th>
          <th scope="col" class="n">
            Earliest
          </th>
          <th scope="col" class="n">
            Median
          </th>
          <th scope="col" class="n">
            Latest
          </th>
        </tr>
      </thead>
      <tbody>
        {data.snapshots.map((snapshot) => {
          const sum = summariseDistances(data.distances.filter((row) => row.snapshot === snapshot))
          const days = (value: number | undefined): string => (value === undefined ? '—' : formatDistance(value))
          return (
            <tr>
              <th scope="row">{formatDate(snapshot)}</th>
              <td class="n">{formatCount(sum?.files ?? 0)}</td>
              <td class="n">{formatCount(sum?.upTo ?? 0)}</td>
              <td class="n">{formatCount(sum?.after ?? 0)}</td>
              <td class="n">{days(sum?.earliest)}</td>
              <td class="n">{days(sum?.median)}</td>
              <td class="n">{days(sum?.latest)}</td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}
