import { expect, test } from 'vitest'

import { findMentions, pageAt } from '../../src/detect/find-mentions.ts'
import { compileLexicon } from '../../src/detect/lexicon.ts'
import type { Piece } from '../../src/model/extraction.ts'

const lexicon = compileLexicon({
  id: 'contextual-safeguarding',
  terms: [{ id: 'contextual-safeguarding', patterns: ['contextual safeguarding'] }],
  exclusions: [],
})
const piece = (page: number, start: number, end: number): Piece => ({ page, start, end, source: 0, box: [0, 0, 1, 1] })

test('findMentions() gives the page where a mention begins', () => {
  const text = 'They use contextual safeguarding here'
  const pieces = [piece(3, 0, 19), piece(4, 20, 37)]
  const [mention] = findMentions([{ block: 7, kind: 'paragraph', text, pieces }], lexicon, 'hash')
  expect(mention).toMatchObject({
    block: 7,
    page: 3,
    zone: 'body',
    start: 9,
    end: 32,
    match: 'contextual safeguarding',
  })
  expect(mention?.left).toBe('They use ')
  expect(mention?.right).toBe(' here')
})

test('findMentions() gives 80 characters on each side', () => {
  const text = `${'a'.repeat(99)} contextual safeguarding ${'b'.repeat(99)}`
  const [mention] = findMentions([{ block: 0, kind: 'paragraph', text, pieces: [] }], lexicon, 'hash')
  expect([mention?.left.length, mention?.right.length]).toEqual([80, 80])
})

test('findMentions() has no page for a format without pages', () => {
  const [mention] = findMentions(
    [{ block: 0, kind: 'paragraph', text: 'contextual safeguarding', pieces: [] }],
    lexicon,
    'hash',
  )
  expect(mention?.page).toBeNull()
})

test('findMentions() names a mention by the text, the term and the place alone', () => {
  const block = { block: 0, kind: 'paragraph', text: 'contextual safeguarding', pieces: [] } as const
  const id = (blocks: Parameters<typeof findMentions>[0], hash: string): string | undefined =>
    findMentions(blocks, lexicon, hash)[0]?.id
  expect(id([block], 'hash')).toBe(id([{ ...block, pieces: [piece(9, 0, 23)] }], 'hash'))
  expect(id([block], 'hash')).not.toBe(id([block], 'other'))
  expect(id([block], 'hash')).not.toBe(id([{ ...block, block: 1 }], 'hash'))
})

test('findMentions() counts a running header as furniture', () => {
  const block = { block: 0, kind: 'running_header', text: 'Contextual Safeguarding', pieces: [] } as const
  expect(findMentions([block], lexicon, 'hash')[0]?.zone).toBe('furniture')
})

test('pageAt() takes a character between two pieces as belonging to the later one', () => {
  expect(pageAt([piece(1, 0, 5), piece(2, 6, 9)], 5)).toBe(2)
})
