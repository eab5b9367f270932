import { captureStatusOf } from '../model/capture.ts'
import type { FailureReason } from '../model/outcome.ts'
import type { Cell, Database } from '../workspace/database.ts'
import type { StageContext } from '../workspace/stage.ts'

/** A row of the table `capture` as the crawl gives it; what is missing is null. */
export type CaptureRow = Readonly<Record<string, Cell>> & {
  readonly document_key: string
  readonly reason?: FailureReason
}

/**
 * Writes what an item gave, a row a file, as its present state; what it gave before is kept, no longer current.
 */
export async function replaceCaptures(
  { workspace, runId }: StageContext,
  item: string,
  rows: readonly CaptureRow[],
): Promise<void> {
  const { database } = workspace
  await database.run('update capture set current = false where item = $item and current', { item })
  await database.insert(
    'capture',
    rows.map((row, part) => ({
      part,
      ...row,
      item,
      status: captureStatusOf(row.reason ?? null),
      run_id: runId,
      current: true,
    })),
  )
}

/** A file that a person supplied for a document at a snapshot. */
export interface SuppliedFile {
  readonly documentKey: string
  readonly date: string
  readonly sha256: string
  readonly stored: string
  readonly bytes: number
  readonly name: string
  readonly sourceUrl: string
  /** Day on which the person got it. */
  readonly obtained: string
  readonly note: string
}

/** Everything that was supplied. */
export async function readSupplied(database: Database): Promise<SuppliedFile[]> {
  return database.rows(
    `select document_key as "documentKey", as_at as "date", sha256, stored, bytes, name, source_url as "sourceUrl",
       obtained, note
     from supplied order by document_key, as_at`,
  )
}
