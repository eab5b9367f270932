import { readFileSync } from 'node:fs'

import { parse } from 'yaml'
import { z } from 'zod'

import { packageFile } from '../package-file.ts'
import type { Change } from './comparison-rows.ts'
import { changeKinds } from './composition.ts'

const sentence = z.string().min(1)
const kinds = z.record(z.enum(changeKinds as [Change, ...Change[]]), sentence)

const wordsSchema = z.strictObject({
  summary: z.strictObject({
    named: sentence,
    named_next: sentence,
    named_after_none: sentence,
    not_found: sentence,
    not_found_next: sentence,
    neither_next: sentence,
    nothing_obtained: sentence,
    small: sentence,
    complete: sentence,
    missing: sentence,
    undated: sentence,
  }),
  corpus: z.strictObject({ as_at: sentence, none_missing: sentence, missing: sentence, undated: sentence }),
  prevalence: z.strictObject({
    intro: sentence,
    small: sentence,
    field: sentence,
    terms: sentence,
    nothing: sentence,
    nations: sentence,
    nations_small: sentence,
    one_nation: sentence,
  }),
  changes: z.strictObject({
    intro: sentence,
    kinds,
    explained: kinds,
    nothing_named: sentence,
    all_same: sentence,
    nothing_common: sentence,
    unknown: sentence,
  }),
  mentions: z.strictObject({ intro: sentence, none: sentence, disputed: sentence, second_only: sentence }),
  candidates: z.strictObject({ intro: sentence, none: sentence, none_here: sentence }),
  methods: z.array(z.strictObject({ heading: sentence, text: sentence })),
})

/** The sentences of a comparison report; see reports/comparison/words.yaml. */
export type Words = z.infer<typeof wordsSchema>

/** Reads the sentences of a comparison report that ship with the package. */
export function loadWords(): Words {
  return readWords('comparison', wordsSchema)
}

/** Reads the sentences of a report, `reports/NAME/words.yaml`. */
export function readWords<T>(report: string, schema: z.ZodType<T>): T {
  const text = readFileSync(packageFile(`reports/${report}/words.yaml`), 'utf8')
  // People write an ordinary space before a per cent sign; a line must not break there.
  return schema.parse(parse(text.replaceAll(/(\d) %/g, '$1\u202f%')))
}

/**
 * Fills the names in braces of a sentence.
 *
 * @throws {RangeError} where a name has no value: a sentence with a hole in it must not be printed
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new RangeError(`No value for {${name}} in a sentence of the report: ${text}`)
    return value
  })
}
