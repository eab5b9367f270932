import { describe, expect, it } from 'vitest'

import { fill, loadWords } from '../../src/report/words.ts'

describe('fill()', () => {
  it('puts values in the place of names in braces', () => {
    expect(fill('{a} of {b}', { a: '2', b: '{a}' })).toBe('2 of {a}')
  })

  it('throws where a value is missing', () => {
    expect(() => fill('{n} documents', {})).toThrow(/No value for \{n\}/)
  })
})

describe('loadWords()', () => {
  it('reads the sentences that ship, none of which claims absence', () => {
    const words = loadWords()
    expect(words.summary.not_found).toContain('not found')
    expect(JSON.stringify([words.summary, words.mentions])).not.toMatch(/\babsent\b|does not exist/)
  })
})
