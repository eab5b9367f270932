import { existsSync } from 'node:fs'

import type { Mistake } from '../../model/mistake.ts'
import { noteInto } from '../edition-row.ts'
import { quoteFound, readCsv, type CsvRow } from '../read-csv.ts'
import { addressKey, newCandidates, type Candidate } from './candidate.ts'

/** Columns of a list of candidates; further ones are a person's own and kept. */
export const candidateColumns = [
  'url',
  'title',
  'source',
  'why',
  'updated',
  'found',
  'decision',
  'reason',
  'decided_by',
  'document_key',
] as const

/** What a person decided of a candidate; null where that is still to come. */
export type Decision = 'include' | 'exclude' | null

/** A row of the list. */
export interface ListedCandidate {
  readonly url: string
  readonly decision: Decision
  readonly reason: string
  /** Line in the file, for messages. */
  readonly line: number
  /** Every cell by its column, a person's own columns too. */
  readonly cells: ReadonlyMap<string, string>
}

/** A list of candidates, with every mistake in it. */
export interface CandidateList {
  /** Those of the file, and after them those of {@link candidateColumns} that it lacks. */
  readonly columns: readonly string[]
  readonly candidates: readonly ListedCandidate[]
  readonly mistakes: readonly Mistake[]
}

/** Reads a list of candidates; an empty one where there is no file yet. */
export async function readCandidates(path: string): Promise<CandidateList> {
  if (!existsSync(path)) return { columns: candidateColumns, candidates: [], mistakes: [] }
  const table = await readCsv(path, candidateColumns)
  const mistakes = [...table.mistakes]
  if (mistakes.length === 0 && !table.columns.includes('url')) {
    mistakes.push({ file: path, row: 1, field: 'url', found: 'no such column', allowed: 'a column url' })
    return { columns: table.columns, candidates: [], mistakes }
  }
  const candidates = table.rows.map((row) => readCandidate(row, { path, mistakes }))
  const missing = candidateColumns.filter((name) => !table.columns.includes(name))
  return { columns: [...table.columns, ...missing], candidates, mistakes }
}

function readCandidate(
  { line, cells }: CsvRow,
  { path, mistakes }: { readonly path: string; readonly mistakes: Mistake[] },
): ListedCandidate {
  const note = noteInto(mistakes, path, line)
  const url = cells.get('url') ?? ''
  if (!URL.canParse(url)) note('url', quoteFound(url), 'the address of the candidate’s page')
  const written = (cells.get('decision') ?? '').toLowerCase()
  const decision = written === 'include' || written === 'exclude' ? written : null
  if (decision === null && written !== '') note('decision', quoteFound(written), 'include, exclude, or nothing')
  const reason = cells.get('reason') ?? ''
  if (decision === 'exclude' && reason === '') note('reason', 'nothing', 'why it is excluded, in a few words')
  return { url, decision, reason, line, cells }
}

/** What a list becomes with the finds of a day. */
export interface MergedList {
  /** All rows, those of before first and as they were. */
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** How many of them are new. */
  readonly added: number
}

/**
 * Adds to a list what is neither in it nor in the registry. What a person wrote stays: a candidate that was found
 * before is not touched, whatever was decided of it.
 */
export function mergeCandidates(
  list: CandidateList,
  found: readonly Candidate[],
  { registered, today }: { readonly registered: readonly string[]; readonly today: string },
): MergedList {
  const fresh = newCandidates(found, [...registered, ...list.candidates.map(({ url }) => url)])
  const added = fresh.map((one) => ({
    url: one.url,
    title: one.title,
    source: one.source,
    why: one.why,
    updated: one.publicTimestamp ?? '',
    found: today,
  }))
  return { rows: [...list.candidates.map(({ cells }) => Object.fromEntries(cells)), ...added], added: added.length }
}

/** The candidates that a person included and whose page is not in the registry yet. */
export function includedCandidates(list: CandidateList, registered: readonly string[]): ListedCandidate[] {
  const known = new Set(registered.map(addressKey))
  return list.candidates.filter(({ decision, url }) => decision === 'include' && !known.has(addressKey(url)))
}
