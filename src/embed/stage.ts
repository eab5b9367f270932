import { arrayValue } from '@duckdb/node-api'

import type { Database } from '../workspace/database.ts'
import { definitionHash } from '../workspace/corpus.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { Stage, StageContext, WorkItem } from '../workspace/stage.ts'
import { listTexts } from '../workspace/texts.ts'
import type { Embedder } from './embedder.ts'

/** Texts embedded between two records: enough to sort by length, few enough to lose little to a crash. */
const batchTexts = 256

/** What the stage needs to know of the model before it is loaded. */
export interface EmbedSettings {
  readonly modelId: () => Promise<string>
  readonly open: () => Promise<Embedder>
}

/** The embed stage: chunks and definitions to vectors, keyed by text and model, so that nothing is embedded twice. */
export function createEmbedStage({ modelId, open }: EmbedSettings): Stage {
  return {
    name: 'embed',
    items: async (context) => {
      const mark = fingerprint('embed', await modelId())
      const { database } = context.workspace
      const chunked = await database.rows<{ sha256: string; input: string }>(
        `select sha256, md5(string_agg(text_hash, ',' order by chunk)) as input from chunk group by sha256`,
      )
      const inputs = new Map(chunked.map(({ sha256, input }) => [sha256, input]))
      const texts = (await listTexts(database)).flatMap(({ sha256, label }) => {
        const input = inputs.get(sha256)
        return input === undefined ? [] : [{ item: sha256, input, label }]
      })
      const definitions = context.approaches.map((approach) => ({
        item: `definition:${approach.id}`,
        input: definitionHash(approach),
        label: `definition of ${approach.label}`,
      }))
      return [...definitions, ...texts].map((one) => ({ ...one, fingerprint: mark }))
    },
    run: async (items, context) => {
      const embedder = await open()
      try {
        const { database } = context.workspace
        const table = await prepareTable(database, embedder)
        const groups = await groupByTexts(items, { context, table, model: embedder.id })
        const total = groups.reduce((sum, { texts }) => sum + texts.length, 0)
        let before = 0
        for (const group of groups) {
          const vectors = await embedder.embed(
            group.texts.map(([, text]) => text),
            { onProgress: (done) => context.progress(before + done, total, 'passages') },
          )
          before += group.texts.length
          const rows = group.texts.map(([hash], index) => [embedder.id, hash, arrayValue([...(vectors[index] ?? [])])])
          const [first, ...rest] = group.items
          if (!first) continue
          await context.record(first, { status: 'done' }, () => database.append(table, rows))
          for (const item of rest) await context.record(item, { status: 'done' })
        }
      } finally {
        await embedder.close()
      }
    },
  }
}

/** Makes the table for the model's number of dimensions and notes the model as the one used last. */
async function prepareTable(database: Database, { id, dimensions }: Embedder): Promise<string> {
  const table = `vector_${dimensions}`
  await database.run(
    `create table if not exists ${table} (model varchar, text_hash varchar, vector float[${dimensions}])`,
  )
  await database.run('delete from embedding_model where model = $id', { id })
  await database.insert('embedding_model', [{ model: id, dimensions, used_at: new Date().toISOString() }])
  return table
}

/** Items whose texts are embedded together, and those texts by hash. */
interface TextGroup {
  readonly items: WorkItem[]
  readonly texts: (readonly [hash: string, text: string])[]
}

/** Groups of items with the texts that have no vector yet; a text of several items goes with the first. */
async function groupByTexts(
  items: readonly WorkItem[],
  { context, table, model }: { readonly context: StageContext; readonly table: string; readonly model: string },
): Promise<TextGroup[]> {
  const { database } = context.workspace
  const known = await database.rows<{ hash: string }>(`select text_hash as hash from ${table} where model = $model`, {
    model,
  })
  const seen = new Set(known.map(({ hash }) => hash))
  const definitions = new Map(context.approaches.map((one) => [`definition:${one.id}`, one]))
  const groups: TextGroup[] = []
  let group: TextGroup = { items: [], texts: [] }
  for (const item of items) {
    const definition = definitions.get(item.item)
    const texts = definition
      ? [{ hash: item.input, text: definition.definition.text }]
      : await database.rows<{ hash: string; text: string }>(
          `select text_hash as hash, heading || chr(10) || text as text from chunk where sha256 = $item order by chunk`,
          { item: item.item },
        )
    group.items.push(item)
    for (const { hash, text } of texts) {
      if (seen.has(hash)) continue
      seen.add(hash)
      group.texts.push([hash, text])
    }
    if (group.texts.length >= batchTexts) {
      groups.push(group)
      group = { items: [], texts: [] }
    }
  }
  return group.items.length > 0 ? [...groups, group] : groups
}
