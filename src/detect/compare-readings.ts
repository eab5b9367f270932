import { sliceCodePoints } from '../model/code-points.ts'
import type { Piece } from '../model/extraction.ts'
import type { Mention } from '../model/mention.ts'
import { fold } from './fold.ts'
import { findHits, type Lexicon } from './lexicon.ts'

/** A mention that the second reader alone spells, with its surroundings. */
export interface SecondOnly {
  readonly approach: string
  readonly term: string
  readonly page: number
  readonly context: string
}

/** A mention with the parts of its block, as the first reader gave them. */
export interface ReadMention {
  readonly mention: Mention
  readonly text: string
  readonly pieces: readonly Piece[]
}

/**
 * The ids of mentions that a second reader does not spell on the same page. Only letters and digits count, since
 * readers differ in spaces and line ends; as many occurrences must be there as mentions.
 */
export function findDisputed(mentions: readonly ReadMention[], pages: ReadonlyMap<number, string>): Set<string> {
  const rest = new Map<number, string>(Array.from(pages, ([page, text]) => [page, squash(text)]))
  const disputed = new Set<string>()
  for (const read of mentions) {
    const parts = partsByPage(read)
    if (!parts.every(({ page }) => rest.has(page))) continue // not read again
    for (const { page, letters } of parts) {
      const left = rest.get(page) ?? ''
      const at = left.indexOf(letters)
      if (at === -1) disputed.add(read.mention.id)
      else rest.set(page, `${left.slice(0, at)}\n${left.slice(at + letters.length)}`)
    }
  }
  return disputed
}

/**
 * What the second reader spells on a page more often than the first, whose mentions there (furniture included) are
 * given.
 */
export function findSecondOnly(
  first: readonly Mention[],
  pages: ReadonlyMap<number, string>,
  lexicon: Lexicon,
): SecondOnly[] {
  const found: SecondOnly[] = []
  for (const [page, text] of pages) {
    const joined = text.replace(/(\p{L})[-\u00ad]\n(?=\p{Ll})/gu, '$1')
    for (const reading of [text, joined]) {
      const hits = findHits(reading, lexicon)
      for (const term of new Set(hits.map((hit) => hit.term))) {
        const here = hits.filter((hit) => hit.term === term)
        const known = first.filter((mention) => mention.term === term && mention.page === page).length
        const surplus = here.length - known - found.filter((one) => one.page === page && one.term === term).length
        for (const hit of surplus > 0 ? here.slice(-surplus) : []) {
          const context = sliceCodePoints(reading, Math.max(0, hit.start - 80), hit.end + 80).replace(/\s+/g, ' ')
          found.push({ approach: lexicon.approach, term, page, context })
        }
      }
    }
  }
  return found
}

function partsByPage({ mention, text, pieces }: ReadMention): { page: number; letters: string }[] {
  const byPage = new Map<number, string>()
  for (const piece of pieces) {
    const start = Math.max(piece.start, mention.start)
    const end = Math.min(piece.end, mention.end)
    if (start < end) byPage.set(piece.page, (byPage.get(piece.page) ?? '') + sliceCodePoints(text, start, end))
  }
  return Array.from(byPage, ([page, part]) => ({ page, letters: squash(part) })).filter(({ letters }) => letters !== '')
}

function squash(text: string): string {
  return fold(text).text.replace(/[^\p{L}\p{N}]+/gu, '')
}
