import { describe, expect, it } from 'vitest'
import { countWords } from '../../src/extract/count-words.ts'

describe('countWords()', () => {
  it('counts runs of letters, figures apart', () => {
    expect(countWords('In 2022, 14 of 20 plans were good.')).toBe(5)
  })
  it('takes inner hyphens and apostrophes as part of the word', () => {
    expect(countWords('trauma-informed practice isn’t new; it’s well‑known')).toBe(6)
  })
  it('counts words with marks and of other scripts', () => {
    expect(countWords('Gweithgarwch plant a phobl ifanc — cafe\u0301 дети')).toBe(7)
  })
  it('finds none in an empty text', () => {
    expect(countWords(' 12 – 3.4 ')).toBe(0)
  })
})
