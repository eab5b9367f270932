import { describe, expect, it } from 'vitest'
import { countVocabulary, keepsHyphen } from '../../../src/extract/pdf/hyphens.ts'

const nothing = countVocabulary([])
/** A document whose lines are broken within words. */
const typeset = countVocabulary(['They were con-', 'cerned about im-', 'provement of plans and', 'were concerned here'])

describe('keepsHyphen()', () => {
  it('follows the document’s own spelling elsewhere', () => {
    expect(keepsHyphen('co', 'operation', countVocabulary(['their co-operation']))).toBe(true)
    expect(keepsHyphen('co', 'operation', countVocabulary(['their cooperation']))).toBe(false)
  })
  it('keeps it in compounds that are written with one', () => {
    expect(keepsHyphen('trauma', 'informed', nothing)).toBe(true)
    expect(keepsHyphen('trauma', 'informed', typeset)).toBe(true)
    expect(keepsHyphen('extra', 'familial', typeset)).toBe(true)
    expect(keepsHyphen('Anglo', 'Welsh', typeset)).toBe(true)
  })
  it('drops it from words that are written as one', () => {
    expect(keepsHyphen('safe', 'guarding', nothing)).toBe(false)
    expect(keepsHyphen('Safe', 'guarding', typeset)).toBe(false)
  })
  it('drops it before what is no word, where the document breaks words', () => {
    expect(keepsHyphen('exploita', 'tion', typeset)).toBe(false)
    expect(keepsHyphen('transi', 'tional', typeset)).toBe(false)
  })
  it('keeps it where the document breaks no words', () => {
    const lines = Array.from({ length: 200 }, (_, at) => `a line without a break number ${at}`)
    expect(keepsHyphen('co', 'location', countVocabulary([...lines, 'the co-', 'location of teams']))).toBe(true)
  })
})

describe('countVocabulary()', () => {
  it('leaves the halves of broken words out', () => {
    const { counts } = countVocabulary(['about safe-', 'guarding and care'])
    expect(counts.has('guarding')).toBe(false)
    expect(counts.has('safe')).toBe(false)
    expect(counts.get('care')).toBe(1)
  })
})
