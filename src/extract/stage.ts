import { writeText, listCaptures } from '../workspace/texts.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { Stage, StageContext, WorkItem } from '../workspace/stage.ts'
import { countWords } from './count-words.ts'
import type { ExtractPool } from './pool.ts'

/** Raised when the same bytes would give another text. */
const version = 2

/** The extract stage: captures to blocks, in a pool of workers. */
export function createExtractStage(pool: () => ExtractPool): Stage {
  return {
    name: 'extract',
    items: async ({ workspace }) =>
      (await listCaptures(workspace.database)).map(({ sha256, label }) => ({
        item: sha256,
        input: sha256,
        fingerprint: fingerprint('extract', version),
        label,
      })),
    run: async (items, context) => {
      const captures = await listCaptures(context.workspace.database)
      const files = new Map(captures.map((capture) => [capture.sha256, capture]))
      await Promise.all(items.map((item) => extractOne(item, { context, pool: pool(), file: files.get(item.item) })))
    },
  }
}

interface ExtractTask {
  readonly context: StageContext
  readonly pool: ExtractPool
  readonly file: { readonly name: string; readonly stored: string } | undefined
}

async function extractOne(item: WorkItem, { context, pool, file }: ExtractTask): Promise<void> {
  if (!file) return
  const { workspace } = context
  const result = await pool.extract(workspace.path(file.stored), { name: file.name })
  if (!result.ok) {
    await context.record(item, { status: 'failed', reason: result.reason, detail: result.detail })
    return
  }
  const { extraction } = result
  const words = extraction.blocks.map((block) => countWords(block.text))
  if (words.every((count) => count === 0)) {
    await context.record(item, { status: 'failed', reason: 'empty', detail: 'no words were found in it' })
    return
  }
  await context.record(item, { status: 'done' }, () => writeText(workspace.database, item.item, { extraction, words }))
}
