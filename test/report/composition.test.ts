import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { ChangeRow } from '../../src/report/comparison-rows.ts'
import { changeKinds, composition, compositionTotal } from '../../src/report/composition.ts'

const mentions = fc.option(fc.nat(9), { nil: null })
const rows = fc.array(
  fc
    .record({ change: fc.constantFrom(...changeKinds), mentions_from: mentions, mentions_to: mentions })
    .map((row): ChangeRow => ({ ...blank, ...row })),
)
const blank = {
  document_key: 'k',
  title: '',
  issuer: '',
  nation: '',
  published_from: null,
  published_to: null,
  withdrawn: null,
  approach: 'a',
  kind: 'approach',
  sha256_from: null,
  sha256_to: null,
} as const

describe('composition()', () => {
  it('adds up to the totals of both dates, whatever became of the documents', () => {
    fc.assert(
      fc.property(rows, (changes) => {
        const sum = (of: (row: ChangeRow) => number): number => changes.reduce((total, row) => total + of(row), 0)
        expect(compositionTotal(composition(changes))).toEqual({
          documents: changes.length,
          namingFrom: sum((row) => ((row.mentions_from ?? 0) > 0 ? 1 : 0)),
          namingTo: sum((row) => ((row.mentions_to ?? 0) > 0 ? 1 : 0)),
          mentionsFrom: sum((row) => row.mentions_from ?? 0),
          mentionsTo: sum((row) => row.mentions_to ?? 0),
        })
      }),
    )
  })

  it('has a row for every kind of change, also where nothing of the kind happened', () => {
    expect(composition([]).map((part) => part.change)).toEqual(changeKinds)
  })
})
