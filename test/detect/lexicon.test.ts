import fc from 'fast-check'
import { expect, test } from 'vitest'

import { compileLexicon, findHits } from '../../src/detect/lexicon.ts'
import { sliceCodePoints } from '../../src/model/code-points.ts'

const lexicon = compileLexicon({
  id: 'trauma-informed',
  terms: [
    { id: 'trauma-informed', patterns: ['trauma~informed', 'trauma and {1-2 words} informed'] },
    { id: 'trauma', patterns: ['trauma'] },
  ],
  exclusions: ['trauma informed consent'],
})

test('findHits() gives the text as it stands there', () => {
  const text = '😀 A Trauma–\nInformed team'
  const [hit] = findHits(text, lexicon)
  expect(hit?.term).toBe('trauma-informed')
  expect(sliceCodePoints(text, hit?.start ?? 0, hit?.end)).toBe('Trauma–\nInformed')
})

test('findHits() lets the longest match win, and counts nothing twice', () => {
  expect(findHits('trauma-informed and trauma', lexicon).map((hit) => hit.term)).toEqual(['trauma-informed', 'trauma'])
  expect(findHits('trauma and attachment informed', lexicon)).toHaveLength(1)
})

test('findHits() leaves out what stands inside an exclusion', () => {
  expect(findHits('trauma-informed consent', lexicon)).toEqual([])
  expect(findHits('trauma-informed consent and trauma-informed care', lexicon)).toHaveLength(1)
})

test('findHits() does not take in a soft hyphen or space that follows', () => {
  const text = 'trauma-informed\u00ad care'
  const [hit] = findHits(text, lexicon)
  expect(sliceCodePoints(text, hit?.start ?? 0, hit?.end)).toBe('trauma-informed')
})

test('findHits() finds what was planted, wherever it stands', () => {
  const filler = fc.array(fc.constantFrom('care', 'the', 'é', '😀', 'ﬁnd', '–', '“x”', '12'), { maxLength: 8 })
  const spelling = fc.constantFrom('trauma-informed', 'TRAUMA INFORMED', 'trauma\u00ad-informed', 'Trauma‑Informed')
  fc.assert(
    fc.property(filler, spelling, filler, (before, planted, after) => {
      const text = [...before, planted, ...after].join(' ')
      const hits = findHits(text, lexicon)
      expect(hits).toHaveLength(1)
      const start = [...before, ''].join(' ')
      expect(hits[0]?.start).toBe([...start].length)
      expect(sliceCodePoints(text, hits[0]?.start ?? 0, hits[0]?.end)).toBe(planted)
    }),
  )
})
