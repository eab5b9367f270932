import type { FetchResult } from '../crawl/fetch-resource.ts'
import { openWarcWriter } from '../crawl/warc.ts'
import { packageVersion } from '../package-file.ts'
import { asMachineError } from '../workspace/machine-error.ts'
import { openForWriting } from '../workspace/workspace.ts'
import type { PipelineFile } from './load-pipeline.ts'
import { openFetcher } from './open-fetcher.ts'
import { keeper } from './open-harvest.ts'
import { newRunId } from './run-id.ts'

/** Asks for an address politely and keeps every answer. */
export type KeepingFetch = (url: string) => Promise<FetchResult>

/**
 * Gives `work` a fetch as polite as the crawl's, whose answers are kept as evidence in a WARC file of their own in the
 * workspace, which is made where there is none. `kind`, such as `verify`, is in the file's name.
 *
 * @throws {MachineError} where the workspace is in use or cannot be written
 */
export async function withKeptFetch<T>(
  pipeline: PipelineFile,
  kind: string,
  work: (fetch: KeepingFetch) => Promise<T>,
): Promise<T> {
  const workspace = await openForWriting(pipeline.workspace, `policylens harvest ${kind}`)
  const now = new Date()
  const runId = `${newRunId(now)}-${kind}`
  const warc = openWarcWriter(workspace.path('warc'), { runId, software: `policylens/${packageVersion}`, now })
  const keep = keeper(warc)
  try {
    return await asMachineError('The questions could not be asked', async () => {
      const fetcher = await openFetcher(pipeline)
      try {
        return await work(async (url) => {
          const result = await fetcher.fetch(url)
          await keep(result.exchanges)
          return result
        })
      } finally {
        await fetcher.close()
        await warc.sync()
      }
    })
  } finally {
    await warc.close()
    workspace.close()
  }
}
