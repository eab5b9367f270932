import type { PipelineSpec } from '../../model/pipeline.ts'
import type { Software } from '../software.ts'
import type { Study, TableFile } from '../view.ts'
import type { ByHandRow } from './by-hand.ts'
import type { Flow } from './flow.ts'
import type { HarvestData } from './harvest-data.ts'
import type { HarvestWords } from './harvest-words.ts'
import type { WarcFile } from './warc-files.ts'

/** How a harvest asked, as its pipeline says. */
export interface HarvestManner {
  readonly crawl: PipelineSpec['crawl']
  readonly snapshotBy: PipelineSpec['snapshot_by']
  /** What names the harvest in each request. */
  readonly userAgent: string
}

/** All that the sections of a harvest report are made from. */
export interface HarvestView {
  readonly data: HarvestData
  readonly flow: Flow
  readonly byHand: readonly ByHandRow[]
  readonly study: Study
  readonly manner: HarvestManner
  readonly warcs: readonly WarcFile[]
  readonly words: HarvestWords
  readonly software: Software
  readonly now: Date
  readonly tables: readonly TableFile[]
  /** Address of a file of the workspace, from the report. */
  fileAddress(path: string): string
}
