import { transientReasons, type FailureReason } from '../../model/outcome.ts'
import type { PipelineSpec } from '../../model/pipeline.ts'
import { isFailureReason, reasonSentence } from '../reason-sentence.ts'
import type { CellRow } from './harvest-data.ts'
import { isKind } from './outcomes.ts'
import type { HarvestWords } from './harvest-words.ts'

/** What a person can do about a text that a machine could not get; a closed list. */
export type Advice = keyof HarvestWords['by_hand']['advice']

/** A text that a person may obtain by hand; names are those of the CSV file's columns. */
export interface ByHandRow {
  readonly document_key: string
  readonly title: string
  readonly snapshot: string
  readonly status: string
  readonly reason: string | null
  /** The reason as a sentence, and what was seen. */
  readonly explanation: string
  readonly evidence: string | null
  readonly landing_url: string
  /** Page of the first archive that lists its captures of the address; null without an archive. */
  readonly archive_calendar: string | null
  readonly what_to_do: string
  /** What to type once the file is there. */
  readonly command: string
  /** Such pages of all archives that the pipeline names. */
  readonly calendars: readonly Calendar[]
}

/** The page of an archive on which a person sees its captures of an address. */
export interface Calendar {
  readonly archive: string
  readonly url: string
}

/** The columns of `to-obtain-by-hand.csv`. */
export const byHandColumns = [
  'document_key',
  'title',
  'snapshot',
  'status',
  'reason',
  'explanation',
  'evidence',
  'landing_url',
  'archive_calendar',
  'what_to_do',
  'command',
] as const satisfies readonly (keyof ByHandRow)[]

/** What the list is made with. */
export interface ByHandOptions {
  readonly archives: PipelineSpec['crawl']['archives']
  /** Path of the pipeline file as people know it. */
  readonly pipeline: string
  readonly words: HarvestWords['by_hand']
}

/** The texts that were asked for and not obtained, with what a person can do about each. */
export function byHandRows(cells: readonly CellRow[], { archives, pipeline, words }: ByHandOptions): ByHandRow[] {
  return cells
    .filter((cell) => isKind(cell, 'missing') && cell.outcome !== 'pending')
    .map((cell) => {
      const calendars = archives.flatMap((archive) => calendarOf(archive, cell) ?? [])
      return {
        document_key: cell.document_key,
        title: cell.title,
        snapshot: cell.snapshot,
        status: cell.outcome,
        reason: cell.reason,
        explanation: reasonSentence(cell.reason) ?? words.unknown,
        evidence: cell.detail,
        landing_url: cell.address,
        archive_calendar: calendars[0]?.url ?? null,
        what_to_do: words.advice[adviceFor(cell.reason)],
        command: supplyCommand(cell, pipeline),
        calendars,
      }
    })
}

/**
 * Where an archive shows its captures of a document's address, near the snapshot. Web addresses alone; null for others.
 *
 * Source: the addresses of the Wayback Machine's calendar, and of pywb's list of captures.
 */
export function calendarOf(
  { id, kind, url, collection }: PipelineSpec['crawl']['archives'][number],
  { address, snapshot }: Pick<CellRow, 'address' | 'snapshot'>,
): Calendar | null {
  if (!/^https?:\/\//i.test(address)) return null
  const root = url.replace(/\/+$/, '')
  const base = kind === 'wayback' ? `${root}/web` : collection === undefined ? root : `${root}/${collection}`
  const place = kind === 'wayback' ? `${snapshot.replaceAll('-', '')}000000*` : '*'
  return { archive: id, url: `${base}/${place}/${address}` }
}

const advice: Partial<Record<FailureReason, Advice>> = {
  robots: 'refused',
  refused: 'refused',
  host_rested: 'refused',
  excluded: 'elsewhere',
  not_captured: 'calendar',
  edition_unknown: 'calendar',
  not_found: 'gone',
  gone: 'gone',
  replaced: 'gone',
}

/** What a person can do about a reason. */
export function adviceFor(reason: string | null): Advice {
  if (reason === null || !isFailureReason(reason)) return 'look'
  return advice[reason] ?? (transientReasons.has(reason) ? 'again' : 'look')
}

function supplyCommand({ document_key: key, snapshot }: CellRow, pipeline: string): string {
  const where = `--snapshot ${snapshot} --source-url ADDRESS --obtained DAY`
  return `policylens supply ${quote(key)} FILE ${where} -p ${quote(pipeline)}`
}

/** A word of a command as a POSIX shell takes it. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
