import type { BlockKind } from '../model/extraction.ts'

const references =
  /^[\d.\s]*(?:references?|bibliography|further reading|works cited|reference list|list of references)\W*$/iu
const glossary = /^[\d.\s]*(?:(?:annex|appendix) \w+\W+)?glossary\b/iu

/** What is looked at, and changed, in a block. */
export interface KindedBlock {
  kind: BlockKind
  level: number | null
  readonly text: string
}

/** Makes paragraphs under a heading such as References, up to the next heading that is not below it, references. */
export function markBackMatter(blocks: readonly KindedBlock[]): void {
  let kind: 'reference' | 'glossary' | null = null
  let level = 0
  for (const block of blocks) {
    if (block.kind === 'heading') {
      if (kind === null || (block.level ?? 1) <= level) {
        level = block.level ?? 1
        kind = references.test(block.text) ? 'reference' : glossary.test(block.text) ? 'glossary' : null
      }
    } else if (kind !== null && (block.kind === 'paragraph' || block.kind === 'list_item')) {
      block.kind = kind
      block.level = null
    }
  }
}
