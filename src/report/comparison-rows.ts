/*
 * Rows as the SQL of reports/comparison and reports/queries gives them; names as there. Dates are `YYYY-MM-DD`, times
 * ISO 8601 in UTC.
 */

/** The two dates that a comparison is between. */
export interface Dates {
  readonly from: string
  readonly to: string
}

/** An approach (or the field of study itself) that was looked for. */
export interface ApproachRow {
  readonly approach: string
  readonly label: string
  readonly kind: 'approach' | 'field'
  readonly definition: string
  readonly definition_source: string
  /** JSON list of patterns. */
  readonly exclusions: string | null
  readonly fingerprint: string
}

/** A term of an approach. */
export interface TermRow {
  readonly approach: string
  readonly term: string
  readonly label: string
  /** JSON list of patterns. */
  readonly patterns: string | null
}

/** Prevalence of one approach at one date in one group of documents. Shares are 0 to 1, null where nothing was obtained. */
export interface PrevalenceRow {
  readonly snapshot: string
  readonly approach: string
  readonly kind: 'approach' | 'field'
  readonly group: string
  readonly documents: number
  readonly obtained: number
  readonly documents_with_mention: number
  readonly share: number | null
  readonly share_low: number | null
  readonly share_high: number | null
  readonly mentions: number
  readonly words: number
  readonly mentions_per_10k: number | null
}

/** Prevalence of one term at one date. */
export interface TermCountRow {
  readonly snapshot: string
  readonly approach: string
  readonly term: string
  readonly obtained: number
  readonly documents_with_mention: number
  readonly mentions: number
}

/** A document as it stood at one date. */
export interface DocumentRow {
  readonly snapshot: string
  readonly document_key: string
  readonly title: string
  readonly issuer: string
  readonly nation: string
  readonly sector: string
  readonly legal_status: string
  readonly series: boolean
  readonly published: string | null
  readonly withdrawn: string | null
  readonly undated: boolean
  readonly source: string
  readonly final_source: string | null
  readonly route: string | null
  readonly retrieved_at: string | null
  /** Id of the archive that gave the bytes; null where none did. */
  readonly archive: string | null
  readonly memento_datetime: string | null
  /** From the snapshot to the archive's capture; negative before it. */
  readonly distance_days: number | null
  /** Where a person got a file that was supplied by hand; null for other files. */
  readonly supplied_from: string | null
  /** What that person said of it. */
  readonly note: string | null
  readonly sha256: string | null
  readonly text_sha256: string | null
  /** From the workspace folder. */
  readonly stored: string | null
  readonly media_type: string | null
  readonly pages: number | null
  readonly words: number | null
  readonly obtained: boolean
  readonly status: 'obtained' | 'failed' | 'pending'
  readonly reason: string | null
  readonly detail: string | null
}

/** A nation that a document counts in; shared where the document applies to several. */
export interface NationRow {
  readonly document_key: string
  readonly nation: string
  readonly shared: boolean
}

/** What became of a document between the two dates; a closed list. */
export type Change = 'entered' | 'left' | 'revised' | 'newer report' | 'unchanged' | 'unknown'

/** A document's change and its mentions of one approach; mentions are null where the text could not be had. */
export interface ChangeRow {
  readonly document_key: string
  readonly title: string
  readonly issuer: string
  readonly nation: string
  readonly change: Change
  readonly published_from: string | null
  readonly published_to: string | null
  /** From when a document that left no longer stood. */
  readonly withdrawn: string | null
  readonly approach: string
  readonly kind: 'approach' | 'field'
  readonly mentions_from: number | null
  readonly mentions_to: number | null
  readonly sha256_from: string | null
  readonly sha256_to: string | null
}

/** A mention in one snapshot, with its whole block; offsets are code points. */
export interface MentionRow {
  readonly snapshot: string
  readonly document_key: string
  readonly approach: string
  readonly term: string
  readonly mention_id: string
  readonly sha256: string
  readonly page: number | null
  readonly page_label: string | null
  readonly zone: string
  /** JSON list of headings. */
  readonly section: string | null
  readonly block_kind: string
  readonly paragraph_number: string | null
  readonly start_at: number
  readonly end_at: number
  readonly match: string
  readonly disputed: boolean
  readonly block_text: string
}

/** A passage near an approach's definition that does not name it. */
export interface CandidateRow {
  readonly snapshot: string
  readonly approach: string
  readonly rank: number
  readonly similarity: number
  readonly document_key: string
  readonly title: string
  readonly page: number | null
  readonly heading: string
  readonly text: string
  readonly sha256: string
}

/** A mention that only the second PDF reader spells. */
export interface SecondOnlyRow {
  readonly snapshot: string
  readonly document_key: string
  readonly approach: string
  readonly term: string
  readonly page: number | null
  readonly context: string
}

/** A run to which rows of the workspace are owed. */
export interface RunRow {
  readonly run_id: string
  readonly started_at: string
  readonly finished_at: string | null
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly pipeline_sha256: string
  readonly items: number
}

/** What one stage did under one fingerprint. */
export interface StageRow {
  readonly stage: string
  readonly fingerprint: string
  readonly done: number
  readonly failed: number
  readonly first_at: string
  readonly last_at: string
}

/** The embedding model used last (null where none was) and the database's version. */
export interface ModelRow {
  readonly model: string | null
  readonly dimensions: number | null
  readonly duckdb: string
}
