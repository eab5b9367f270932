import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIsoDate } from '../../src/model/iso-date.ts'
import { readPartialDate } from '../../src/model/partial-date.ts'

describe('readPartialDate()', () => {
  it.each([
    ['2020-06-30', '2020-06-30', '2020-06-30', 'day'],
    ['2020-06', '2020-06-01', '2020-06-30', 'month'],
    ['2020-02', '2020-02-01', '2020-02-29', 'month'],
    ['2021-12', '2021-12-01', '2021-12-31', 'month'],
    ['2020', '2020-01-01', '2020-12-31', 'year'],
    ['2013/2018', '2013-01-01', '2018-12-31', 'period'],
    ['2020-07/2021', '2020-07-01', '2021-12-31', 'period'],
    ['2020-03-05/2020-04', '2020-03-05', '2020-04-30', 'period'],
  ])('reads %s', (text, first, last, precision) => {
    expect(readPartialDate(text)).toEqual({ first, last, precision })
  })

  it.each([
    '',
    '20',
    '2020-13',
    '2020-6',
    '2020-02-30',
    '2021/2020',
    '2020/',
    '/2020',
    '2019/2020/2021',
    'June 2020',
    '2020-06-30T00:00Z',
  ])('does not read "%s"', (text) => {
    expect(readPartialDate(text)).toBeNull()
  })

  it('gives days of the calendar in order, whatever it reads', () => {
    const part = fc.tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    )
    const text = part.map(([year, month, day]) => {
      const two = (value: number): string => String(value).padStart(2, '0')
      return [String(year).padStart(4, '0'), ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])].join(
        '-',
      )
    })
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          fc.tuple(text, text).map((pair) => pair.join('/')),
          fc.string(),
        ),
        (written) => {
          const date = readPartialDate(written)
          if (date === null) return
          expect(isIsoDate(date.first) && isIsoDate(date.last)).toBe(true)
          expect(date.first <= date.last).toBe(true)
        },
      ),
    )
  })
})
