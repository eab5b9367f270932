/* What runs in a worker thread of the pool: each function takes a path or bytes, so that a crash costs this thread. */
import { readFile } from 'node:fs/promises'
import type { MessagePort } from 'node:worker_threads'
import type { ExtractionResult } from '../model/extraction.ts'
import { extractBytes } from './extract-bytes.ts'

/** A file to read, and how. */
export type WorkerTask = { readonly source: Uint8Array | string; readonly started: MessagePort } & (
  | { readonly job: 'extract'; readonly name: string; readonly megabytes: number }
  | { readonly job: 'readPages'; readonly pages: readonly number[] }
)

/** Does one task; tells the port when it begins, for a worker's start is no part of a document's time. */
export default async function work(task: WorkerTask): Promise<ExtractionResult | Map<number, string>> {
  task.started.postMessage(true)
  task.started.close()
  const bytes = typeof task.source === 'string' ? await readFile(task.source) : task.source
  if (task.job === 'extract') return extractBytes(bytes, task)
  // The second engine takes a second to load, and few documents need it.
  const { readPageTexts } = await import('./second-reader.ts')
  return readPageTexts(bytes, task.pages)
}
