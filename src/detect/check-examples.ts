import type { Approach } from '../model/approach.ts'
import type { Mistake } from '../model/mistake.ts'
import { compileLexicon, findHits } from './lexicon.ts'

/** The examples of an approach that its own terms judge otherwise than its author. */
export function findMisjudgedExamples(approach: Approach): Mistake[] {
  const lexicon = compileLexicon(approach)
  const misjudged = (sentences: readonly string[], field: string, wanted: boolean): Mistake[] =>
    sentences.flatMap((sentence, at) => {
      const found = findHits(sentence, lexicon).length > 0
      const mistake = {
        file: approach.id,
        row: null,
        field: `examples.${field}.${at}`,
        found: `"${sentence}", which ${found ? 'holds a mention' : 'holds none'}`,
        allowed: wanted ? 'a sentence with a mention' : 'a sentence without a mention',
      }
      return found === wanted ? [] : [mistake]
    })
  return [
    ...misjudged(approach.examples.match, 'match', true),
    ...misjudged(approach.examples.no_match, 'no_match', false),
  ]
}
