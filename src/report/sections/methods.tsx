import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount, formatDate, formatTime } from '../format.ts'
import type { View } from '../view.ts'
import { fill } from '../words.ts'
import { RunsTable } from './runs-table.tsx'
import { Table } from './table.tsx'

/** How the numbers were made, with versions, fingerprints and files, so that they can be made again. */
export function Methods({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  const model =
    data.model.model === null
      ? 'none was used in this workspace'
      : `${data.model.model}, ${data.model.dimensions} numbers`
  return (
    <section id="methods">
      <h2>Methods</h2>
      {words.methods.map(({ heading, text }) => (
        <>
          <h3>{heading}</h3>
          <p>{fill(text, { furniture: formatCount(data.furniture), model })}</p>
        </>
      ))}
      <Terms view={view} />
      <Versions view={view} />
      <h3 id="files">Files beside this report</h3>
      <ul>
        {view.tables.map(({ file, description }) => (
          <li>
            <a href={file}>{file}</a>: {description}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Terms({ view }: { readonly view: View }) {
  const { data } = view
  return (
    <>
      <h3 id="terms">Terms searched for</h3>
      <p>
        In a pattern a space stands for a space or any hyphen or dash, “~” for a space, a hyphen or nothing, “&#123;1-3
        words&#125;” for that many words, “(a|b)” for either and “*” for any ending.
      </p>
      {data.approaches.map((approach) => (
        <details>
          <summary>
            {approach.label}
            {approach.kind === 'field' && ' (field of study)'}
          </summary>
          <p>{approach.definition}</p>
          <p class="by">
            {approach.definition_source} · lexicon {approach.fingerprint}
          </p>
          <ul>
            {data.terms
              .filter((term) => term.approach === approach.approach)
              .map((term) => (
                <li>
                  {term.label}: <Patterns json={term.patterns} />
                </li>
              ))}
          </ul>
          {patternsOf(approach.exclusions).length > 0 && (
            <>
              <p>Not counted where it stands inside one of these:</p>
              <ul>
                {patternsOf(approach.exclusions).map((pattern) => (
                  <li>
                    <code>{pattern.replaceAll('|', ' | ')}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
        </details>
      ))}
    </>
  )
}

function Patterns({ json }: { readonly json: string | null }) {
  return (
    <>
      {patternsOf(json).map((pattern, index) => (
        <>
          {index > 0 && ', '}
          <code>{pattern}</code>
        </>
      ))}
    </>
  )
}

function patternsOf(json: string | null): string[] {
  const parsed: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(parsed) ? parsed.map(String) : []
}

function Versions({ view }: { readonly view: View }) {
  const { data, software, study } = view
  const packages = Object.entries(view.libraries)
  return (
    <>
      <h3 id="versions">Versions and fingerprints</h3>
      <p>
        This report was made on {formatTime(view.now.toISOString())} by Policylens {software.version} with Node{' '}
        {software.node} and DuckDB {data.model.duckdb}, from the pipeline {study.pipeline} (fingerprint{' '}
        {study.pipelineHash}). Libraries: {packages.map(([name, version]) => `${name} ${version}`).join(', ')}. Links to
        stored files hold while the report stays where it was made.
      </p>
      <Table caption="What each stage did">
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col">Fingerprint</th>
            <th scope="col" class="n">
              Done
            </th>
            <th scope="col" class="n">
              Failed
            </th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {data.stages.map((stage) => (
            <tr>
              <th scope="row">{stage.stage}</th>
              <td>
                <code>{stage.fingerprint}</code>
              </td>
              <td class="n">{formatCount(stage.done)}</td>
              <td class="n">{formatCount(stage.failed)}</td>
              <td>{period(stage.first_at, stage.last_at)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <RunsTable caption="Runs to which these results are owed" runs={data.runs} />
    </>
  )
}

function period(first: string, last: string): string {
  const [from, to] = [formatDate(first), formatDate(last)]
  return from === to ? from : `${from} to ${to}`
}
