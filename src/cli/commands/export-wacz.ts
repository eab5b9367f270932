import { existsSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'

import { writeWacz, type WaczPage } from '../../crawl/wacz.ts'
import { packageVersion } from '../../package-file.ts'
import { findPipeline, loadPipelineFile } from '../../pipeline/load-pipeline.ts'
import { openForReading, type Workspace } from '../../workspace/workspace.ts'
import type { ExportFlags } from '../flags.ts'

/** `policylens export wacz`: everything that was fetched over HTTP, as one file that web archive viewers open. */
export async function exportWacz(flags: ExportFlags): Promise<void> {
  const { spec, workspace: folder } = loadPipelineFile(findPipeline(flags.pipeline, process.cwd()))
  const out = resolve(flags.out ?? join(folder, 'captures.wacz'))
  const workspace = await openForReading(folder)
  try {
    const { bytes, records, pages } = await writeWacz({
      warcFiles: warcFilesOf(workspace),
      out,
      title: spec.title,
      description: `${spec.question}\n\nDocuments as at ${spec.snapshots.join(', ')}.`.trim(),
      pages: await pagesOf(workspace),
      software: `policylens/${packageVersion}`,
      now: new Date(),
    })
    process.stdout.write(`${out}: ${pages} documents, ${records} answers, ${(bytes / 1e6).toFixed(1)} MB\n`)
  } finally {
    workspace.close()
  }
}

function warcFilesOf(workspace: Workspace): string[] {
  const folder = workspace.path('warc')
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.warc.gz'))
  return names.toSorted().map((name) => join(folder, name))
}

/** The captures that became documents, each once, however many snapshots it stands for. */
async function pagesOf({ database }: Workspace): Promise<WaczPage[]> {
  const rows = await database.rows<{ file: string; at: number; title: string }>(
    `select c.warc_file as file, c.warc_offset as at,
       coalesce(any_value(e.title), c.document_key) ||
         coalesce(' (' || string_agg(distinct c.as_at::varchar, ', ' order by c.as_at::varchar) || ')', '') as title
     from capture c
     left join (select document_key, any_value(title) as title from edition group by all) e using (document_key)
     where c.warc_file is not null and c.sha256 is not null
     group by c.document_key, c.warc_file, c.warc_offset order by file, "at"`,
  )
  return rows.map(({ file, at, title }) => ({ file: basename(file), offset: at, title }))
}
