import type { JSX } from 'hono/jsx/jsx-runtime'

import type { RunRow } from '../comparison-rows.ts'
import { formatCount, formatTime } from '../format.ts'
import { Table } from './table.tsx'

/** Runs, with the versions and the pipeline that they ran under. */
export function RunsTable({
  caption,
  runs,
}: {
  readonly caption: string
  readonly runs: readonly RunRow[]
}): JSX.Element {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Began</th>
          <th scope="col">Policylens</th>
          <th scope="col">Node</th>
          <th scope="col">System</th>
          <th scope="col">Pipeline</th>
          <th scope="col" class="n">
            Items
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr>
            <th scope="row">
              <code>{run.run_id}</code>
              {run.finished_at === null && <span class="by">cut off</span>}
            </th>
            <td>{formatTime(run.started_at)}</td>
            <td>{run.version}</td>
            <td>{run.node}</td>
            <td>{run.platform}</td>
            <td>
              <code>{run.pipeline_sha256}</code>
            </td>
            <td class="n">{formatCount(run.items)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
