import { existsSync } from 'node:fs'

import type { StageContext } from '../workspace/stage.ts'
import { restoreCapture, type CapturedFile } from './restore-capture.ts'
import { trimWarc, wholeWarcLength } from './warc.ts'

/** Cuts the torn ends of the WARC files of runs that were killed. */
export async function mendWarcFiles({ workspace, runId }: StageContext): Promise<void> {
  const unfinished = await workspace.database.rows<{ file: string; vouched: number }>(
    `select 'warc/' || r.run_id || '.warc.gz' as file, coalesce(max(c.warc_offset + c.warc_length), 0) as vouched
     from run r left join capture c on c.warc_file = 'warc/' || r.run_id || '.warc.gz'
     where r.finished_at is null and r.run_id <> $runId group by all`,
    { runId },
  )
  for (const { file, vouched } of unfinished) {
    const path = workspace.path(file)
    if (existsSync(path)) await trimWarc(path, await wholeWarcLength(path, vouched))
  }
}

/**
 * Makes stored files whole again that a crash of the machine itself cut short, from their WARC records: a capture is
 * recorded once its record is on the disk, its file may not be yet.
 */
export async function mendStoredFiles({ workspace }: StageContext): Promise<void> {
  const captured = await workspace.database.rows<CapturedFile>(
    `select stored, any_value(sha256) as sha256, any_value(bytes) as bytes, any_value(warc_file) as "warcFile",
       any_value(warc_offset) as "warcOffset"
     from capture where current and stored is not null and warc_file is not null group by stored`,
  )
  for (const file of captured) await restoreCapture(workspace.folder, file)
}
