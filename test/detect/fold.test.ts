import fc from 'fast-check'
import { expect, test } from 'vitest'

import { fold } from '../../src/detect/fold.ts'

test.each([
  ['Trauma–Informed', 'trauma-informed'],
  ['trauma‑informed', 'trauma-informed'],
  ['trauma\u00adinformed', 'traumainformed'],
  ['contextual\n  safeguarding', 'contextual safeguarding'],
  ['safe\u200bguarding', 'safeguarding'],
  ['ofﬁce', 'office'],
  ['“Children’s”', '"children\'s"'],
  ['Ｔｒａｕｍａ', 'trauma'],
])('fold() makes %j to %j', (text, folded) => {
  expect(fold(text).text).toBe(folded)
})

test('fold() leads each unit back to the code point that it came from', () => {
  const text = '😀 ofﬁce–wide'
  const { text: folded, origin } = fold(text)
  const points = [...text]
  const at = folded.indexOf('fi')
  expect(points[origin[at] ?? -1]).toBe('ﬁ')
  expect(points[origin[at + 1] ?? -1]).toBe('ﬁ')
  expect(points[origin[folded.indexOf('wide')] ?? -1]).toBe('w')
})

test('fold() gives an origin for every unit, never going backwards', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { text: folded, origin } = fold(text)
      expect(origin.length).toBe(folded.length)
      const length = [...text].length
      origin.forEach((point, at) => {
        expect(point).toBeLessThan(length)
        expect(point).toBeGreaterThanOrEqual(at === 0 ? 0 : (origin[at - 1] ?? 0))
      })
    }),
  )
})

test('fold() of a folded text is that text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = fold(text).text
      expect(fold(once).text).toBe(once)
    }),
  )
})
