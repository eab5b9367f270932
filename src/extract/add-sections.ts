import type { Block, BlockKind } from '../model/extraction.ts'
import { leadingNumber } from './markers.ts'

const numberedKinds: ReadonlySet<BlockKind> = new Set(['heading', 'paragraph', 'list_item'])

/** Gives blocks in reading order the headings above them and the numbers they open with. */
export function addSections(blocks: readonly Omit<Block, 'section' | 'number'>[]): Block[] {
  const finished: Block[] = []
  let path: { readonly level: number; readonly text: string }[] = []
  for (const block of blocks) {
    const level = block.kind === 'heading' ? (block.level ?? 1) : null
    if (level !== null) path = path.filter((above) => above.level < level)
    finished.push({
      ...block,
      number: numberedKinds.has(block.kind) ? leadingNumber(block.text) : null,
      section: path.map((above) => above.text),
    })
    if (level !== null) path = [...path, { level, text: block.text }]
  }
  return finished
}
