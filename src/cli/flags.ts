import type { StageName } from '../model/outcome.ts'
import type { RowFormat } from './print-rows.ts'

/** What `--by` groups by. */
export const groupings = ['nation', 'issuer', 'sector', 'legal_status'] as const

/** Flags of every command that works on a pipeline. */
export interface PipelineFlags {
  readonly pipeline?: string
}

/** Flags of `init`. */
export interface InitFlags {
  readonly out?: string
  readonly snapshot: readonly string[]
  readonly workspace?: string
}

/** Flags of `run`. */
export interface RunFlags extends PipelineFlags {
  readonly stage: readonly StageName[]
  readonly force: readonly StageName[]
  readonly strict: boolean
  readonly dryRun: boolean
  /** Of the plan that `--dry-run` gives. */
  readonly format?: RowFormat
}

/** Flags of commands that give rows. */
export interface QueryFlags extends PipelineFlags {
  readonly snapshot?: string
  readonly approach?: string
  readonly by?: (typeof groupings)[number]
  readonly format?: RowFormat
  readonly out?: string
  readonly list?: boolean
}

/** Flags of `report compare`. */
export interface CompareFlags extends PipelineFlags {
  readonly from?: string
  readonly to?: string
  readonly out?: string
}

/** Flags of `report harvest`. */
export interface ReportFlags extends PipelineFlags {
  readonly out?: string
}

/** Flags of `export wacz`. */
export interface ExportFlags extends PipelineFlags {
  readonly out?: string
}

/** Flags of `supply`. */
export interface SupplyFlags extends PipelineFlags {
  readonly snapshot: string
  readonly sourceUrl: string
  readonly obtained: string
  readonly note?: string
}

/** Flags of `harvest discover`. */
export interface DiscoverFlags extends PipelineFlags {
  readonly format?: RowFormat
  /** The list of candidates; default: candidates.csv beside the registry. */
  readonly out?: string
}

/** Flags of `harvest join`. */
export interface JoinFlags extends PipelineFlags {
  /** The list of candidates; default: candidates.csv beside the registry. */
  readonly candidates?: string
}
