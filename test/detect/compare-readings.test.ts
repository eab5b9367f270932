import { expect, test } from 'vitest'

import { findDisputed, findSecondOnly } from '../../src/detect/compare-readings.ts'
import { findMentions } from '../../src/detect/find-mentions.ts'
import { compileLexicon } from '../../src/detect/lexicon.ts'
import type { Piece } from '../../src/model/extraction.ts'

const lexicon = compileLexicon({
  id: 'x',
  terms: [{ id: 'x', patterns: ['contextual safe~guarding'] }],
  exclusions: [],
})
const piece = (page: number, start: number, end: number): Piece => ({ page, start, end, source: 0, box: [0, 0, 1, 1] })

function read(text: string, pieces: readonly Piece[]) {
  const mentions = findMentions([{ block: 0, kind: 'paragraph', text, pieces }], lexicon, 'hash')
  return mentions.map((mention) => ({ mention, text, pieces }))
}

const once = read('contextual safeguarding', [piece(1, 0, 23)])

test('findDisputed() agrees where the second reader spells the same letters, however they are spaced', () => {
  for (const page of ['Contextual Safeguarding', 'contextual safe-\nguarding', 'con textual\nsafeguarding']) {
    expect(findDisputed(once, new Map([[1, page]])), page).toEqual(new Set())
  }
})

test('findDisputed() marks what the second reader does not spell', () => {
  expect(findDisputed(once, new Map([[1, 'contextual safegua ding']]))).toEqual(new Set([once[0]?.mention.id]))
})

test('findDisputed() wants as many occurrences as there are mentions', () => {
  const twice = read('contextual safeguarding, contextual safeguarding', [piece(1, 0, 48)])
  expect(findDisputed(twice, new Map([[1, 'contextual safeguarding']])).size).toBe(1)
})

test('findDisputed() looks for the parts of a mention on their own pages', () => {
  const broken = read('contextual safeguarding', [piece(1, 0, 10), piece(2, 11, 23)])
  expect(
    findDisputed(
      broken,
      new Map([
        [1, 'of contextual'],
        [2, 'safeguarding is'],
      ]),
    ),
  ).toEqual(new Set())
  expect(
    findDisputed(
      broken,
      new Map([
        [1, 'of contextual'],
        [2, 'guarding is'],
      ]),
    ).size,
  ).toBe(1)
})

test('findDisputed() leaves alone what was not read again', () => {
  expect(findDisputed(once, new Map())).toEqual(new Set())
})

test('findSecondOnly() gives what only the second reader spells, with its surroundings', () => {
  const mentions = once.map(({ mention }) => mention)
  const pages = new Map([[1, 'contextual safeguarding and\ncontextual safe-\nguarding too']])
  const found = findSecondOnly(mentions, pages, lexicon)
  expect(found).toHaveLength(1)
  expect(found[0]).toMatchObject({ approach: 'x', term: 'x', page: 1 })
  expect(found[0]?.context).toContain('contextual safe')
  expect(findSecondOnly(mentions, new Map([[1, 'contextual safeguarding']]), lexicon)).toEqual([])
})
