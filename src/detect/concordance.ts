import { UserError } from '../model/user-error.ts'
import { findMentions, type SearchedBlock } from './find-mentions.ts'
import type { Mention } from '../model/mention.ts'
import { compileLexicon, type Lexicon } from './lexicon.ts'

/**
 * A lexicon of one's own words, written as a pattern.
 *
 * @throws {UserError} where the words cannot be read as a pattern
 */
export function lexiconOfWords(words: string): Lexicon {
  try {
    return compileLexicon({ id: 'search', terms: [{ id: words, patterns: [words] }], exclusions: [] })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new UserError(error.message, {
      hint: 'Write words; a space also finds a hyphen, ~ also finds nothing, * any ending, (a|b) one of these',
      cause: error,
    })
  }
}

/** What mentions two lexicons do not share in the same blocks. */
export interface LexiconDifference {
  readonly gained: readonly Mention[]
  readonly lost: readonly Mention[]
}

/** The mentions that an edited lexicon gains and loses in an edition's blocks; a changed term is both. */
export function compareLexicons(
  blocks: readonly SearchedBlock[],
  { before, after }: { readonly before: Lexicon; readonly after: Lexicon },
): LexiconDifference {
  const old = findMentions(blocks, before, '')
  const now = findMentions(blocks, after, '')
  const key = (one: Mention): string => `${one.block}:${one.start}:${one.end}:${one.term}`
  const oldKeys = new Set(old.map(key))
  const nowKeys = new Set(now.map(key))
  return {
    gained: now.filter((one) => !oldKeys.has(key(one))),
    lost: old.filter((one) => !nowKeys.has(key(one))),
  }
}
