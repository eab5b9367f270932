import { z } from 'zod'

import { isIsoDate } from './iso-date.ts'

const isoDate = z.string().refine(isIsoDate, 'a date such as 2020-06-30').describe('a date such as 2020-06-30')

const path = z.string().min(1).describe('a path, relative to this file')
const seconds = z.number().min(0).max(86_400).describe('seconds')

const localSource = z.strictObject({
  kind: z.literal('local'),
  folder: path,
  manifest: path.optional().describe('default: manifest.csv in the folder, where there is one'),
})

const httpSource = z.strictObject({
  kind: z.literal('http'),
  registry: path,
  editions: path,
  demo_site: path.optional().describe('a folder of files that this machine serves itself while the crawl runs'),
})

const crawlSchema = z.strictObject({
  contact: z.string().min(3).optional().describe('an e-mail address or page by which a publisher reaches you'),
  spacing: seconds.default(2).describe('seconds between two requests to one host'),
  timeout: seconds.default(60).describe('seconds for one request'),
  max_megabytes: z.number().positive().max(2_000).default(100).describe('size limit of one file'),
  connect_to: z
    .record(z.string(), z.string().regex(/^[^/]+:\d+$/))
    .default({})
    .describe('host: address:port, for a mirror or a test server; plain HTTP'),
})

const extractSchema = z.strictObject({
  verify: z.enum(['mentions', 'all', 'none']).default('mentions').describe('pages that a second reader reads again'),
  seconds: z.number().positive().max(3_600).default(120).describe('time limit of one document'),
  megabytes: z.number().min(64).max(8_192).default(1_024).describe('memory limit of one document'),
  threads: z
    .number()
    .int()
    .min(1)
    .max(64)
    .optional()
    .describe('documents read at once; default: the processor’s cores'),
})

const embedSchema = z.strictObject({
  model: z.string().min(1).default('all-MiniLM-L6-v2').describe('the embedded model, a hub name or a folder'),
  precision: z.enum(['fp32', 'int8']).default('fp32'),
})

/** A pipeline file: which corpus is studied, at which dates, and how it is processed. */
export const pipelineSchema = z
  .strictObject({
    title: z.string().min(1).default('Untitled study'),
    question: z
      .string()
      .min(1)
      .default('Does each approach appear in this guidance, and what changed between two dates?'),
    snapshots: z.array(isoDate).min(1, 'at least one date').describe('dates on which the corpus is looked at'),
    workspace: path.describe('folder for everything that is made'),
    nations: z
      .record(z.string(), z.array(z.string().min(1)).min(1))
      .default({
        'England and Wales': ['England', 'Wales'],
        'Great Britain': ['England', 'Scotland', 'Wales'],
        UK: ['England', 'Northern Ireland', 'Scotland', 'Wales'],
        'United Kingdom': ['England', 'Northern Ireland', 'Scotland', 'Wales'],
      })
      .describe('names that stand for several nations'),
    source: z
      .discriminatedUnion('kind', [localSource, httpSource])
      .describe('kind: local with a folder, or kind: http with registry and editions'),
    approaches: z
      .union([z.literal('shipped'), z.array(path).min(1)])
      .default('shipped')
      .describe('shipped, or a list of approach files'),
    crawl: crawlSchema.prefault({}),
    extract: extractSchema.prefault({}),
    embed: embedSchema.prefault({}),
  })
  .refine((pipeline) => pipeline.source.kind !== 'http' || pipeline.crawl.contact !== undefined, {
    path: ['crawl', 'contact'],
    message: 'an e-mail address or web page of yours: it is sent with each request, so that a publisher can reach you',
  })
  .refine((pipeline) => new Set(pipeline.snapshots).size === pipeline.snapshots.length, {
    path: ['snapshots'],
    message: 'each date once',
  })

/** What a pipeline file says, with defaults filled in; paths as written. */
export type PipelineSpec = z.infer<typeof pipelineSchema>
