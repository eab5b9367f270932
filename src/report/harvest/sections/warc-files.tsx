import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount } from '../../format.ts'
import { Table } from '../../sections/table.tsx'
import type { HarvestView } from '../harvest-view.ts'

/** The files in which every answer stands as it was received. */
export function WarcFiles({ view }: { readonly view: HarvestView }): JSX.Element {
  return (
    <>
      <h3 id="warc">WARC files</h3>
      {view.warcs.length === 0 ? (
        <p>There is none in this workspace: nothing was fetched.</p>
      ) : (
        <Table caption="Every answer as it was received, refusals included">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" class="n">
                Bytes
              </th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
            {view.warcs.map(({ path, bytes, sha256 }) => (
              <tr>
                <th scope="row">
                  <a href={view.fileAddress(path)}>{path}</a>
                </th>
                <td class="n">{formatCount(bytes)}</td>
                <td>
                  <code>{sha256}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}
