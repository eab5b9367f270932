import { MessageChannel } from 'node:worker_threads'
import PQueue from 'p-queue'
import { Tinypool } from 'tinypool'
import type { ExtractionResult } from '../model/extraction.ts'
import { typescriptLoader } from './typescript-loader.ts'
import type { WorkerTask } from './worker.ts'

/** Limits of a pool; each is for one document. */
export interface ExtractPoolOptions {
  /** Documents read at a time. */
  readonly threads: number
  /** Time limit, in seconds. */
  readonly seconds: number
  /** Memory limit, in megabytes: of a worker's JavaScript, and again of its PDF reader. */
  readonly megabytes: number
}

/** Worker threads that read documents; what a file does to its worker is that file's failure alone. */
export interface ExtractPool {
  /**
   * The text of a document, or the reason why there is none.
   *
   * @param source path of the file, or its bytes
   * @param options.name its name or URL, for `extractBytes`
   * @throws Error where the file cannot be opened
   */
  extract(source: Uint8Array | string, options: { readonly name: string }): Promise<ExtractionResult>
  /**
   * Plain text of pages of a PDF by the second reader.
   *
   * @param options.pages page numbers, from 1
   * @returns page number → text; null where the second reader fails on the file or runs into a limit
   */
  readPages(
    source: Uint8Array | string,
    options: { readonly pages: readonly number[] },
  ): Promise<ReadonlyMap<number, string> | null>
  /** Ends the workers. */
  close(): Promise<void>
}

/** A task but for the port that its beginning is told to. */
type Job = WorkerTask extends infer Task ? (Task extends WorkerTask ? Omit<Task, 'started'> : never) : never

/** Starts a pool; workers start with the first document. */
export function createExtractPool(options: ExtractPoolOptions): ExtractPool {
  const { threads, seconds, megabytes } = options
  const typescript = import.meta.url.endsWith('.ts')
  const pool = new Tinypool({
    runtime: 'worker_threads',
    filename: new URL(typescript ? './worker.ts' : './worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    execArgv: typescript ? typescriptLoader() : [],
    // Room for a whole document's characters to die young: a tenth less time.
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 96 },
  })
  let works = false
  const startFailure = new Promise<never>((_, reject) => {
    // A worker that dies between two documents is replaced; one that cannot start would leave every document waiting.
    pool.on('error', (error: unknown) => {
      if (!works) reject(error)
    })
  })
  startFailure.catch(() => {})
  // Tinypool's own queue would hand a worker the next document before it is known to have outlived the last.
  const queue = new PQueue({ concurrency: threads })
  const run = (job: Job): Promise<unknown> =>
    queue.add(async () => {
      const limit = new AbortController()
      const { port1, port2 } = new MessageChannel()
      let timer: NodeJS.Timeout | undefined
      port1.once('message', () => {
        timer = setTimeout(() => limit.abort(), seconds * 1000)
      })
      const task = { ...job, started: port2 } satisfies WorkerTask
      try {
        const running = pool.run(task, { signal: limit.signal, transferList: [port2] })
        const result: unknown = await Promise.race([running, startFailure])
        works = true
        return result
      } finally {
        clearTimeout(timer)
        port1.close()
      }
    })
  return {
    async extract(source, { name }) {
      try {
        return (await run({ job: 'extract', source, name, megabytes })) as ExtractionResult
      } catch (error) {
        return failureOf(error, options)
      }
    },
    async readPages(source, { pages }) {
      try {
        return (await run({ job: 'readPages', source, pages })) as Map<number, string>
      } catch {
        return null
      }
    },
    async close() {
      queue.clear()
      await pool.destroy()
    },
  }
}

function failureOf(error: unknown, { seconds, megabytes }: ExtractPoolOptions): ExtractionResult {
  if (!(error instanceof Error)) return { ok: false, reason: 'crashed', detail: String(error) }
  const code = 'code' in error ? error.code : undefined
  if (error.name === 'AbortError') return { ok: false, reason: 'too_slow', detail: `Not read within ${seconds} s` }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { ok: false, reason: 'over_memory', detail: `Needs more than ${megabytes} MB` }
  }
  // The stored file cannot be opened: no fault of the document. An error's code is lost between threads.
  if (/^(?:ENOENT|EACCES|EPERM|EMFILE|EIO)\b/.test(error.message) || code === 'ERR_MODULE_NOT_FOUND') throw error
  return { ok: false, reason: 'crashed', detail: error.message }
}
