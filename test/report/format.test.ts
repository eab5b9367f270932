import { describe, expect, it } from 'vitest'

import {
  formatCount,
  formatDate,
  formatDifference,
  formatInterval,
  formatShare,
  plural,
  shortDates,
} from '../../src/report/format.ts'

describe('formatShare()', () => {
  it.each([
    [0, '0'],
    [21 / 114, '18'],
    [0.004, '0.4'],
    [0.0004, '<0.1'],
    [0.0096, '1'],
    [0.996, '99.6'],
    [0.9996, '>99.9'],
    [1, '100'],
  ])('gives %d as %s per cent: a small share never looks like none, a large one never like all', (share, text) => {
    expect(formatShare(share)).toBe(`${text}\u202f%`)
  })

  it('gives an em dash where nothing was obtained', () => {
    expect([formatShare(null), formatInterval(null, null)]).toEqual(['—', '—'])
  })
})

describe('formatDate()', () => {
  it('says a date in words, whatever the time zone of the machine', () => {
    expect(formatDate('2020-06-30').replaceAll('\u00a0', ' ')).toBe('30 June 2020')
    expect(formatDate('2022-12-01T23:59:00.000Z').replaceAll('\u00a0', ' ')).toBe('1 December 2022')
  })
})

describe('shortDates()', () => {
  it('tells two dates apart by their years, or in full within one year', () => {
    expect(shortDates('2020-06-30', '2022-12-31')).toEqual({ from: '2020', to: '2022' })
    expect(shortDates('2022-06-30', '2022-12-31').from.replaceAll('\u00a0', ' ')).toBe('30 June 2022')
  })
})

describe('formatCount(), formatDifference() and plural()', () => {
  it('separate thousands, sign differences and agree with their noun', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567')
    expect([formatDifference(1200), formatDifference(0), formatDifference(-3)]).toEqual(['+1,200', '0', '−3'])
    expect([plural(1, 'document'), plural(2, 'document')]).toEqual(['1\u00a0document', '2\u00a0documents'])
  })
})
