import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { FeatureExtractionPipeline } from '@huggingface/transformers'
import { UserError } from '../model/user-error.ts'
import { planBatches } from './plan-batches.ts'
import { buildModel } from './build-model.ts'
import { embedderId } from './embedder-id.ts'
import { hubCache, locateModel, modelHint, onnxFile, type ModelOptions } from './locate-model.ts'
import { openTokenizer } from './tokenizer.ts'

/** What {@link Embedder.embed} can be told besides the texts. */
export interface EmbedOptions {
  /** Called after each batch with the number of texts done and of all. */
  readonly onProgress?: (done: number, total: number) => void
}

/** A model in memory that turns texts into vectors. */
export interface Embedder {
  /** Model, precision and version: vectors with the same id can be compared. */
  readonly id: string
  /** Numbers in a vector. */
  readonly dimensions: number
  /** Longest text in tokens, special ones included; what is longer is cut. */
  readonly maxTokens: number
  /** One vector of length 1 for each text, in the order of the texts. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>
  /** Tokens of a text, special ones included. */
  countTokens(text: string): number
  /** Gives the model's memory back. */
  close(): Promise<void>
}

/**
 * Tokens in a batch, padding included. Fewer leave the processor idle between batches; more fall out of its caches
 * (all-MiniLM-L6-v2 on two cores: 82, 99, 102, 99 and 86 passages of 109 tokens a second in batches of 1, 4, 8, 16, 32).
 */
const batchTokens = 1024

async function loadPipeline(options: ModelOptions): Promise<FeatureExtractionPipeline> {
  const { model, precision, cacheFolder } = options
  const source = locateModel(model)
  const hub = hubCache(cacheFolder)
  let path: string
  if (source.kind === 'embedded') path = await buildModel(options)
  else path = source.kind === 'folder' ? source.path : join(hub, source.name)
  const file = onnxFile(precision)
  const local = source.kind !== 'hub' || existsSync(join(path, file))
  if (!existsSync(join(path, file)) && local) {
    throw new UserError(`The embedding model "${model}" has no ${file} for precision ${precision}`, { hint: modelHint })
  }
  const { env, pipeline } = await import('@huggingface/transformers')
  // By default the library keeps what it fetches inside node_modules.
  env.cacheDir = hub
  try {
    return await pipeline('feature-extraction', local || source.kind !== 'hub' ? path : source.name, {
      cache_dir: hub,
      local_files_only: local,
      dtype: precision === 'fp32' ? 'fp32' : 'q8',
      device: 'cpu',
      session_options: {
        graphOptimizationLevel: 'all',
        intraOpNumThreads: availableParallelism(),
        // Threads that wait for work by spinning take the processor from whatever else runs, and gain next to nothing.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      },
    })
  } catch (cause) {
    if (source.kind === 'embedded') throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UserError(`The embedding model "${model}" cannot be read: ${why}`, { hint: modelHint, cause })
  }
}

/**
 * Loads a model: the embedded one (built on first use), one in a folder, or one from huggingface.co (fetched on first
 * use).
 *
 * @throws UserError when there is no such model or it cannot be read.
 * @throws MachineError when the cache folder cannot be written.
 */
export async function openEmbedder(options: ModelOptions): Promise<Embedder> {
  const extract = await loadPipeline(options)
  const tokenizer = await openTokenizer(options)
  const run = async (texts: readonly string[]): Promise<Float32Array[]> => {
    const { data, dims } = await extract([...texts], { pooling: 'mean', normalize: true })
    if (!(data instanceof Float32Array)) throw new TypeError('The model gives no 32-bit reals')
    const size = dims[1] ?? 0
    return texts.map((_, index) => data.slice(index * size, (index + 1) * size))
  }
  const [probe = new Float32Array()] = await run(['?'])

  return {
    id: await embedderId(options),
    dimensions: probe.length,
    maxTokens: tokenizer.maxTokens,
    countTokens: tokenizer.countTokens,
    async embed(texts, { onProgress } = {}) {
      const lengths = texts.map((text) => Math.min(tokenizer.countTokens(text), tokenizer.maxTokens))
      // Eight bits are scaled to the largest number of a whole batch: only alone is a text's vector always the same.
      const batches = planBatches(lengths, options.precision === 'int8' ? 1 : batchTokens)
      const vectors = new Array<Float32Array>(texts.length)
      let done = 0
      for (const batch of batches) {
        const results = await run(batch.map((index) => texts[index] ?? ''))
        for (const [place, index] of batch.entries()) vectors[index] = results[place] ?? probe
        done += batch.length
        onProgress?.(done, texts.length)
      }
      return vectors
    },
    close: () => extract.dispose().then(() => undefined),
  }
}
