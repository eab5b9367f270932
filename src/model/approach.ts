import { z } from 'zod'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, such as trauma-informed')

/** A term of an approach: one line of the tables, with the patterns that spell it. */
const termSchema = z.strictObject({
  id: id.describe('Name of the term in tables; the first term has the id of its approach'),
  label: z.string().min(1).optional().describe('As people read it; default: the id'),
  patterns: z
    .array(z.string().min(1))
    .min(1, 'at least one pattern')
    .describe('Ways to write it: words; a space stands for space or hyphen; ~ for space, hyphen or nothing'),
})

/** One approach file: an idea that is looked for. */
export const approachSchema = z
  .strictObject({
    id,
    label: z.string().min(1),
    kind: z
      .enum(['approach', 'field'])
      .default('approach')
      .describe('field: the subject itself, counted for comparison'),
    definition: z.strictObject({
      text: z.string().min(20).describe('What it is, in sentences: passages near it in meaning become candidates'),
      source: z.string().min(1).describe('Whose definition it is'),
    }),
    terms: z.array(termSchema).min(1, 'at least one term'),
    exclusions: z.array(z.string().min(1)).default([]).describe('Patterns; a mention inside one is no mention'),
    examples: z.strictObject({
      match: z.array(z.string()).min(1).describe('Sentences that must hold a mention'),
      no_match: z.array(z.string()).default([]).describe('Sentences that must hold none'),
    }),
  })
  .refine((approach) => approach.terms[0]?.id === approach.id, {
    path: ['terms', 0, 'id'],
    message: 'the first term must have the id of the approach',
  })
  .refine((approach) => new Set(approach.terms.map((term) => term.id)).size === approach.terms.length, {
    path: ['terms'],
    message: 'two terms have one id',
  })

/** An idea looked for: its terms, exclusions, definition and examples. */
export type Approach = z.infer<typeof approachSchema>

/** A term of an approach. */
export type Term = z.infer<typeof termSchema>
