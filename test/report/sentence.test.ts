import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { codePointLength } from '../../src/model/code-points.ts'
import { excerptAround } from '../../src/report/sentence.ts'

const around = (text: string, match: string) => {
  const index = text.indexOf(match)
  const start = codePointLength(text.slice(0, index))
  return excerptAround(text, { start, end: start + codePointLength(match) })
}

describe('excerptAround()', () => {
  it('gives the whole sentence and nothing of its neighbours', () => {
    const text =
      'The first sentence says nothing. The second one, which is long enough, names the term here. The third is over.'
    expect(around(text, 'term')).toEqual({
      before: 'The second one, which is long enough, names the ',
      match: 'term',
      after: ' here.',
      cutBefore: false,
      cutAfter: false,
    })
  })

  it('adds the neighbours of a very short sentence', () => {
    const { before, after } = around('Read this. A term. And read that as well.', 'term')
    expect(before + after).toContain('And read that')
  })

  it('cuts a table without full stops at the edge of a word and says so', () => {
    const cells = Array.from({ length: 400 }, (_, index) => `cell${index}`)
    cells[200] = 'term'
    const excerpt = around(cells.join(' '), 'term')
    expect([excerpt.cutBefore, excerpt.cutAfter]).toEqual([true, true])
    expect(`${excerpt.before}${excerpt.match}${excerpt.after}`).toMatch(/^cell\d+ .* cell\d+$/)
    expect(excerpt.before.length).toBeLessThan(300)
  })

  it('counts in code points, so that characters beyond the basic plane do not shift it', () => {
    expect(around('😀😀 A smiling sentence that is long enough names the term 😀 and goes on.', 'term').match).toBe(
      'term',
    )
  })

  it('always shows the very text between the offsets, in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 900 }), fc.nat(), fc.nat(40), (text, from, length) => {
        const points = [...text]
        const start = points.length === 0 ? 0 : from % points.length
        const end = Math.min(points.length, start + length)
        const { before, match, after } = excerptAround(text, { start, end })
        expect(match).toBe(points.slice(start, end).join(''))
        expect(text).toContain(before + match + after)
      }),
    )
  })
})
