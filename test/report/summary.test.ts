import { describe, expect, it } from 'vitest'

import type { PrevalenceRow } from '../../src/report/comparison-rows.ts'
import { summarise } from '../../src/report/summary.ts'
import { loadWords } from '../../src/report/words.ts'

const row = (snapshot: string, naming: number, obtained: number): PrevalenceRow => ({
  snapshot,
  approach: 'a',
  kind: 'approach',
  group: 'all',
  documents: obtained,
  obtained,
  documents_with_mention: naming,
  share: obtained === 0 ? null : naming / obtained,
  share_low: obtained === 0 ? null : 0.12,
  share_high: obtained === 0 ? null : 0.27,
  mentions: naming,
  words: 100,
  mentions_per_10k: 1,
})

const say = (from: readonly [number, number], to: readonly [number, number]): string => {
  const approach = {
    approach: 'a',
    label: 'Idea',
    kind: 'approach',
    definition: '',
    definition_source: '',
    exclusions: null,
    fingerprint: '',
  } as const
  const pair = { approach, group: 'all', from: row('2020-06-30', ...from), to: row('2022-12-31', ...to) }
  return summarise(pair, loadWords().summary).replaceAll(/[\u00a0\u202f]/g, ' ')
}

describe('summarise()', () => {
  it('gives counts, denominators, shares and intervals of both dates', () => {
    expect(say([21, 114], [24, 150])).toBe(
      'Idea was named in 21 of the 114 documents obtained as at 30 June 2020 (18 %; 95 % interval 12–27 %) ' +
        'and in 24 of the 150 documents obtained as at 31 December 2022 (16 %; 12–27 %).',
    )
  })

  it('says "not found", once for both dates', () => {
    expect(say([0, 114], [0, 150])).toBe(
      'Idea was not found in the 114 documents obtained as at 30 June 2020 ' +
        'nor in the 150 documents obtained as at 31 December 2022.',
    )
  })

  it('is not to be misread where an idea was found at one date alone', () => {
    expect(say([0, 114], [24, 150])).toContain('and was named in 24 of the 150 documents')
    expect(say([21, 114], [0, 150])).toContain('and was not found in the 150 documents')
  })

  it.each([
    [[4, 100], [20, 100], true],
    [[20, 100], [1, 100], true],
    [[5, 100], [20, 100], false],
    [[0, 100], [20, 100], false],
  ] as const)('warns where fewer than five documents name it: %j and %j', (from, to, warns) => {
    expect(say(from, to).includes('Fewer than five documents')).toBe(warns)
  })

  it('says of a date without documents that nothing can be said', () => {
    expect(say([0, 0], [6, 10])).toMatch(
      /^No document was obtained as at 30 June 2020.*\. Idea was named in 6 of the 10/,
    )
    expect(say([6, 10], [0, 0])).toMatch(/No document was obtained as at 31 December 2022, so nothing can be said/)
  })
})
