import { z } from 'zod'

import { readWords } from '../words.ts'
import { outcomes } from './outcomes.ts'

const sentence = z.string().min(1)

/** The rules by which a file is taken for a date, in the order of the report. */
export const ruleNames = [
  'edition_url',
  'unchanged_since',
  'file_unchanged_since',
  'edition_date',
  'latest_before',
  'earliest_after',
  'supplied',
] as const

const wordsSchema = z.strictObject({
  summary: z.strictObject({ at: sentence, missing: sentence, complete: sentence, pending: sentence }),
  outcomes: z.record(z.enum(outcomes), z.strictObject({ name: sentence, explained: sentence })),
  flow: z.strictObject({ intro: sentence, registry_alone: sentence }),
  matrix: z.strictObject({ legend: sentence, intro: sentence, obtained: sentence }),
  distances: z.strictObject({ intro: sentence, none: sentence }),
  refusals: z.strictObject({ intro: sentence, none: sentence }),
  by_hand: z.strictObject({
    intro: sentence,
    none: sentence,
    command: sentence,
    route_off: sentence,
    unknown: sentence,
    advice: z.strictObject({
      refused: sentence,
      elsewhere: sentence,
      calendar: sentence,
      gone: sentence,
      again: sentence,
      look: sentence,
    }),
  }),
  methods: z.array(z.strictObject({ heading: sentence, text: sentence })),
  rules: z.record(z.enum(ruleNames), sentence),
})

/** The sentences of a harvest report; see reports/harvest/words.yaml. */
export type HarvestWords = z.infer<typeof wordsSchema>

/** Reads the sentences of a harvest report that ship with the package. */
export function loadHarvestWords(): HarvestWords {
  return readWords('harvest', wordsSchema)
}
