import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount } from '../../format.ts'
import { Table } from '../../sections/table.tsx'
import type { HarvestView } from '../harvest-view.ts'
import { ruleNames } from '../harvest-words.ts'

/** The names of the rules in captures.csv, what they say, and how many files each took. */
export function Rules({ view }: { readonly view: HarvestView }): JSX.Element {
  const { data, words } = view
  const filesBy = (rule: string): number =>
    data.rules.filter((row) => row.rule === rule).reduce((sum, { files }) => sum + files, 0)
  return (
    <>
      <h3 id="rules">The rules by their names</h3>
      <Table caption="Rules by which files were taken for a date">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">What it says</th>
            <th scope="col" class="n">
              Files
            </th>
          </tr>
        </thead>
        <tbody>
          {ruleNames.map((rule) => (
            <tr>
              <th scope="row">
                <code>{rule}</code>
              </th>
              <td>{words.rules[rule]}</td>
              <td class="n">{formatCount(filesBy(rule))}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  )
}
