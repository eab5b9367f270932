import { stringify } from 'csv-stringify/sync'

import type { Mistake } from '../../model/mistake.ts'
import { noteInto } from '../edition-row.ts'
import { publisherOf } from '../publishers/index.ts'
import { delimiterOf } from '../read-csv.ts'
import type { ListedCandidate } from './candidate-list.ts'

/** A row for the registry, by column. */
export type RegistryRow = Readonly<Record<string, string>>

/** The rows that included candidates become, or what a person has still to fill in. */
export interface JoiningRows {
  readonly rows: readonly RegistryRow[]
  readonly mistakes: readonly Mistake[]
}

/**
 * Makes registry rows of included candidates. A column that both lists have is taken over, so that a person can fill in
 * issuer or nation where the candidates are judged; the key is that of the row, else made of the page's address.
 *
 * @param path of the list of candidates, for messages
 */
export function joiningRows(
  included: readonly ListedCandidate[],
  {
    path,
    columns,
    keys,
  }: { readonly path: string; readonly columns: readonly string[]; readonly keys: Iterable<string> },
): JoiningRows {
  const taken = new Set(keys)
  const mistakes: Mistake[] = []
  const rows = included.map(({ url, reason, line, cells }) => {
    const cell = (name: string): string => cells.get(name) ?? ''
    const note = noteInto(mistakes, path, line)
    if (cell('title') === '') note('title', 'nothing', 'the document’s title, since it is included')
    const written = cell('document_key')
    if (taken.has(written)) note('document_key', `"${written}", which the registry has`, 'a key of its own, or nothing')
    const key = written === '' ? freeKey(url, taken) : written
    taken.add(key)
    const by = cell('decided_by') === '' ? 'a person' : cell('decided_by')
    const given: Record<string, string> = {
      document_key: key,
      landing_url: url,
      publisher: publisherOf(new URL(url)).id,
      confidence: `candidate, included by ${by}`,
      notes: [`Found: ${cell('why')}.`, reason === '' ? '' : `Included: ${reason}.`].join(' ').trim(),
      source: `policylens harvest discover${cell('found') === '' ? '' : `, ${cell('found')}`}`,
    }
    const own = (name: string): string => (name === 'source' || name === 'notes' ? '' : cell(name))
    return Object.fromEntries(columns.map((name) => [name, given[name] ?? own(name)]))
  })
  return { rows, mistakes }
}

function freeKey(url: string, taken: ReadonlySet<string>): string {
  const { hostname, pathname } = new URL(url)
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname
  const words = last
    .replace(/\.[a-z0-9]{2,5}$/i, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const base = (words ?? ['candidate']).join('-').slice(0, 60).replace(/-$/, '')
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`
    if (!taken.has(key)) return key
  }
}

/** A registry's text with rows added at its end; what stands there stays as it is, to the byte. */
export function appendRows(
  text: string,
  rows: readonly RegistryRow[],
  { columns }: { readonly columns: readonly string[] },
): string {
  const ending = text.includes('\r\n') ? '\r\n' : '\n'
  const added = stringify(
    rows.map((row) => columns.map((name) => row[name] ?? '')),
    { delimiter: delimiterOf(text), record_delimiter: ending },
  )
  return `${text}${text.endsWith('\n') ? '' : ending}${added}`
}
