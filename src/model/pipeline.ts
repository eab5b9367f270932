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
  demo_site: path
    .optional()
    .describe('a folder with sites, and a web archive of them, that this machine serves itself while the crawl runs'),
})

const spacingSchema = z.union([
  seconds,
  z.strictObject({ default: seconds.default(2), hosts: z.record(z.string(), seconds).default({}) }),
])

const archiveSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .describe('name of the archive in tables, such as wayback'),
  kind: z.enum(['wayback', 'pywb']),
  url: z.url().describe('address of the archive, such as https://web.archive.org'),
  collection: z.string().optional().describe('collection in the address of a pywb archive, such as ukgwa'),
  enabled: z.boolean().default(true),
  index_spacing: seconds
    .default(2.5)
    .describe('seconds between two questions to the index of a wayback archive, beside the spacing of its host'),
})

const crawlSchema = z.strictObject({
  contact: z.string().min(3).optional().describe('an e-mail address or page by which a publisher reaches you'),
  spacing: spacingSchema.default(2).describe('seconds between two requests to one host; or default, and hosts by name'),
  limits: z
    .strictObject({
      bytes: z.int().positive().max(2_000_000_000).default(100_000_000).describe('size limit of one file, in bytes'),
      seconds: seconds.default(60).describe('time limit of one request, in seconds'),
    })
    .prefault({}),
  routes: z
    .array(z.enum(['live', 'archive', 'supplied']))
    .min(1)
    .default(['live', 'archive', 'supplied'])
    .describe('where a document is looked for, in order'),
  archives: z.array(archiveSchema).default([]).describe('web archives, in order'),
  window: z
    .strictObject({
      months_before: z.int().min(0).max(240).default(18).describe('oldest capture taken, in months before the date'),
      days_after: z.int().min(0).max(366).default(60).describe('latest capture taken, in days after the date'),
    })
    .prefault({}),
  connect_to: z
    .record(z.string(), z.string().regex(/^[^/]+:\d+$/))
    .default({})
    .describe('host: address:port, for a mirror or a test server; plain HTTP'),
})

const webAddress = z.url({ protocol: /^https?$/ })

const discoverSchema = z.strictObject({
  queries: z
    .array(z.string().min(2).max(512))
    .default([])
    .describe('words that a document about the subject has: all of a line, in any order; "words in quotes" together'),
  search: z
    .array(
      z.strictObject({
        organisations: z.array(z.string().min(1)).default([]).describe('such as department-for-education'),
        document_types: z.array(z.string().min(1)).default([]).describe('such as statutory_guidance'),
      }),
    )
    .default([])
    .describe('sweeps of the GOV.UK Search API, each for every query'),
  collections: z.array(webAddress).default([]).describe('collections of GOV.UK: all their members'),
  listings: z.array(webAddress).default([]).describe('pages on which publishers list documents'),
  sitemaps: z.array(webAddress).default([]).describe('sitemaps, indexes of sitemaps, or feeds'),
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
    snapshot_by: z
      .enum(['published', 'in_force'])
      .default('published')
      .describe('which date decides what stands at a snapshot'),
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
    discover: discoverSchema.prefault({}),
    extract: extractSchema.prefault({}),
    embed: embedSchema.prefault({}),
  })
  .refine((pipeline) => pipeline.source.kind !== 'http' || pipeline.crawl.contact !== undefined, {
    path: ['crawl', 'contact'],
    message: 'an e-mail address or web page of yours: it is sent with each request, so that a publisher can reach you',
  })
  .refine(
    ({ discover: { queries, search, listings, sitemaps } }) =>
      queries.length > 0 || search.length + listings.length + sitemaps.length === 0,
    { path: ['discover', 'queries'], message: 'at least one line of words, by which documents are found' },
  )
  .refine((pipeline) => new Set(pipeline.snapshots).size === pipeline.snapshots.length, {
    path: ['snapshots'],
    message: 'each date once',
  })

/** What a pipeline file says, with defaults filled in; paths as written. */
export type PipelineSpec = z.infer<typeof pipelineSchema>
