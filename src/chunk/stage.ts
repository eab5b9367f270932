import type { Database } from '../workspace/database.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { Stage } from '../workspace/stage.ts'
import { listTexts, readBlocks } from '../workspace/texts.ts'
import { chunkBlocks, embeddingText, type TokenCounter } from './chunk-blocks.ts'

/** Raised when the same blocks would give other chunks. */
const version = 1

/** The chunk stage: blocks to passages that fit the embedding model's window. */
export function createChunkStage(openTokenizer: () => Promise<TokenCounter>): Stage {
  return {
    name: 'chunk',
    items: async ({ workspace }) => {
      const { id } = await openTokenizer()
      return (await listTexts(workspace.database)).map(({ sha256, textHash, label }) => ({
        item: sha256,
        input: textHash,
        fingerprint: fingerprint('chunk', version, id),
        label,
      }))
    },
    run: async (items, { workspace: { database }, record }) => {
      const tokenizer = await openTokenizer()
      for (const item of items) {
        const blocks = await readBlocks(database, item.item)
        const chunks = chunkBlocks(blocks, tokenizer)
        const rows = chunks.map((chunk, index) => [
          item.item,
          index,
          fingerprint(embeddingText(chunk)),
          chunk.heading,
          chunk.text,
          chunk.tokens,
          blocks[chunk.firstBlock]?.pieces[0]?.page ?? null,
          chunk.firstBlock,
          chunk.lastBlock,
          JSON.stringify(chunk.spans.map(({ block, start, end, at }) => [block, start, end, at])),
        ])
        await record(item, { status: 'done' }, () => replaceChunks(database, item.item, rows))
      }
    },
  }
}

async function replaceChunks(
  database: Database,
  sha256: string,
  rows: readonly (readonly (string | number | null)[])[],
): Promise<void> {
  await database.run('delete from chunk where sha256 = $sha256', { sha256 })
  await database.append('chunk', rows)
}
