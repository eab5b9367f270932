import type { ComparisonData } from './comparison-data.ts'
import type { ApproachRow, DocumentRow, PrevalenceRow } from './comparison-rows.ts'
import type { Software } from './software.ts'
import type { Words } from './words.ts'

/** What is studied, as the pipeline file says. */
export interface Study {
  readonly title: string
  readonly question: string
  /** Path of the pipeline file as people know it. */
  readonly pipeline: string
  /** Hash of the pipeline file. */
  readonly pipelineHash: string
}

/** A CSV file beside the report. */
export interface TableFile {
  readonly file: string
  readonly description: string
}

/** All that the sections of a report are made from. */
export interface View {
  readonly data: ComparisonData
  readonly study: Study
  /** Names that stand for several nations, with these. */
  readonly nationParts: Readonly<Record<string, readonly string[]>>
  readonly words: Words
  readonly software: Software
  /** Versions of the libraries that results depend on, by name. */
  readonly libraries: Readonly<Record<string, string>>
  readonly now: Date
  /** The two dates as short as they can be told apart. */
  readonly short: { readonly from: string; readonly to: string }
  readonly tables: readonly TableFile[]
  /** Address of a document's stored bytes, at a page; null where nothing was stored. */
  storedAddress(document: DocumentRow, page: number | null): string | null
}

/** Prevalence of an approach at both dates, in one group. */
export interface PrevalencePair {
  readonly approach: ApproachRow
  readonly group: string
  readonly from: PrevalenceRow
  readonly to: PrevalenceRow
}

/** The group of all documents, as the question `prevalence` names it. */
export const allGroup = 'all'

/** Prevalence at both dates of each approach and group; a group without documents at one date has zeros there. */
export function prevalencePairs(
  { approaches, prevalence, from, to }: ComparisonData,
  groups: readonly string[],
): PrevalencePair[] {
  return approaches.flatMap((approach) =>
    groups.map((group) => {
      const at = (snapshot: string): PrevalenceRow =>
        prevalence.find(
          (row) => row.snapshot === snapshot && row.approach === approach.approach && row.group === group,
        ) ?? emptyPrevalence(snapshot, approach, group)
      return { approach, group, from: at(from), to: at(to) }
    }),
  )
}

/** The nations that documents count in, in the order of tables; `all` is not one. */
export function nationNames({ nations }: ComparisonData): string[] {
  return [...new Set(nations.map((row) => row.nation))].sort()
}

/** Documents of one date. */
export function documentsAt({ documents }: ComparisonData, snapshot: string): DocumentRow[] {
  return documents.filter((row) => row.snapshot === snapshot)
}

function emptyPrevalence(snapshot: string, { approach, kind }: ApproachRow, group: string): PrevalenceRow {
  const none = { documents: 0, obtained: 0, documents_with_mention: 0, mentions: 0, words: 0 }
  const unknown = { share: null, share_low: null, share_high: null, mentions_per_10k: null }
  return { snapshot, approach, kind, group, ...none, ...unknown }
}
