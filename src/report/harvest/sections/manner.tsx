import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount } from '../../format.ts'
import { Address } from '../../sections/address.tsx'
import { Table } from '../../sections/table.tsx'
import type { HarvestView } from '../harvest-view.ts'

/** How the harvest asked: who it said it was, whom it asked and how often. */
export function Manner({ view }: { readonly view: HarvestView }): JSX.Element {
  const { crawl, userAgent } = view.manner
  const { archives, limits, spacing, window } = crawl
  const hosts = typeof spacing === 'number' ? [] : Object.entries(spacing.hosts)
  const usual = typeof spacing === 'number' ? spacing : spacing.default
  const lines: readonly (readonly [string, Child])[] = [
    ['User-Agent', <code>{userAgent}</code>],
    ['Routes, in order', crawl.routes.join(', ')],
    ['Window around a date', `${window.months_before} months before to ${window.days_after} days after`],
    ['Archives, in order', archives.length === 0 ? 'none' : <Archives archives={archives} />],
    [
      'Seconds between requests to a host',
      [`${usual}`, ...hosts.map(([host, seconds]) => `${host}: ${seconds}`)].join('; '),
    ],
    ['Limits of one answer', `${formatCount(limits.bytes)} bytes, ${limits.seconds} seconds`],
  ]
  return (
    <>
      <h3 id="manner">How it asked</h3>
      <Table caption="Settings of the harvest">
        <tbody>
          {lines.map(([name, value]) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}

function Archives({ archives }: { readonly archives: HarvestView['manner']['crawl']['archives'] }) {
  return (
    <>
      {archives.map(({ id, url, enabled }) => (
        <span class="archive">
          {id} (<Address source={url} />){!enabled && ', turned off: not asked'}
        </span>
      ))}
    </>
  )
}
