import { availableParallelism, homedir } from 'node:os'
import { dirname, resolve } from 'node:path'

import { createChunkStage } from '../chunk/stage.ts'
import { createCrawlStage } from '../crawl/stage.ts'
import { createDetectStage, type SecondReader } from '../detect/stage.ts'
import { cacheFolder } from '../embed/cache-folder.ts'
import { embedderId } from '../embed/embedder-id.ts'
import { createEmbedStage } from '../embed/stage.ts'
import { openTokenizer } from '../embed/tokenizer.ts'
import { createExtractPool, type ExtractPool } from '../extract/pool.ts'
import { createExtractStage } from '../extract/stage.ts'
import type { Stage } from '../workspace/stage.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Pipeline } from './load-pipeline.ts'
import { harvestAccess, harvestSettings } from './open-harvest.ts'

/** The stages of a pipeline, in order, and what gives back all that they took. */
export interface Stages {
  readonly stages: readonly Stage[]
  close(): Promise<void>
}

/** Makes the stages of a pipeline. Whatever is costly (workers, the model, connections) is made when first needed. */
export function createStages(pipeline: Pipeline, workspace: Workspace): Stages {
  const { extract, embed } = pipeline.spec
  let pool: ExtractPool | undefined
  const openPool = (): ExtractPool => {
    pool ??= createExtractPool({
      threads: extract.threads ?? availableParallelism(),
      seconds: extract.seconds,
      megabytes: extract.megabytes,
    })
    return pool
  }
  const model = {
    model: embed.model.startsWith('.') ? resolve(dirname(pipeline.path), embed.model) : embed.model,
    precision: embed.precision,
    cacheFolder: cacheFolder(process.env, homedir()),
  }
  const tokenizer = once(() => openTokenizer(model))
  const readAgain: SecondReader = async (sha256, pages) => {
    const [file] = await workspace.database.rows<{ stored: string }>(
      'select stored from capture where sha256 = $sha256 limit 1',
      { sha256 },
    )
    return file ? openPool().readPages(workspace.path(file.stored), { pages }) : null
  }
  return {
    stages: [
      createCrawlStage(harvestSettings(pipeline.spec), harvestAccess(pipeline)),
      createExtractStage(openPool),
      createChunkStage(tokenizer),
      createEmbedStage({
        modelId: () => embedderId(model),
        open: async () => (await import('../embed/embedder.ts')).openEmbedder(model),
      }),
      createDetectStage({ verify: extract.verify, readAgain }),
    ],
    close: async () => pool?.close(),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
