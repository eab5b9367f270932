import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { binDistances, binWidth, summariseDistances } from '../../../src/report/harvest/distances.ts'

const distances = fc.array(fc.integer({ min: -9000, max: 9000 }), { minLength: 1, maxLength: 200 })

describe('binDistances()', () => {
  it('begins at the date: the day itself counts as before, the next as after', () => {
    expect(binDistances([0, -29, -30, 1, 30, 31], 30)).toEqual([
      { first: -59, last: -30, isAfter: false, count: 1 },
      { first: -29, last: 0, isAfter: false, count: 2 },
      { first: 1, last: 30, isAfter: true, count: 2 },
      { first: 31, last: 60, isAfter: true, count: 1 },
    ])
  })

  it('puts every distance into just one bin, and none across the date', () => {
    fc.assert(
      fc.property(distances, fc.constantFrom(30, 90, 365), (days, width) => {
        const bins = binDistances(days, width)
        for (const { first, last, isAfter, count } of bins) {
          expect(count).toBe(days.filter((day) => day >= first && day <= last).length)
          expect(isAfter ? first > 0 : last <= 0).toBe(true)
          expect(last - first + 1).toBe(width)
        }
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(days.length)
      }),
    )
  })
})

describe('binWidth()', () => {
  it('takes a month where a year and a half is looked at, and more for decades', () => {
    expect(binWidth([-540, 60])).toBe(30)
    expect(binWidth([-9000])).toBe(365)
    expect(binWidth([])).toBe(30)
  })
})

describe('summariseDistances()', () => {
  const rows = (days: readonly number[]) =>
    days.map((distance_days, part) => ({
      snapshot: '2020-06-30',
      document_key: 'a',
      part,
      archive: 'wayback',
      memento_datetime: '2020-06-30T00:00:00Z',
      distance_days,
      rule: 'latest_before',
    }))

  it('gives the lower median and both ends, whatever the order', () => {
    expect(summariseDistances(rows([5, -100, 0, -7]))).toEqual({
      files: 4,
      upTo: 3,
      after: 1,
      earliest: -100,
      median: -7,
      latest: 5,
    })
  })

  it('gives nothing where there is nothing', () => {
    expect(summariseDistances([])).toBeNull()
  })
})
