import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDate, londonDateOf, readTimestamp } from '../../../src/crawl/publishers/find-date.ts'

describe('findDate()', () => {
  it.each([
    ['Published: 26 November 2013', '2013-11-26'],
    ['on Tuesday 3rd of March 2020 at noon', '2020-03-03'],
    ['1 Sept. 2020', '2020-09-01'],
    ['September 7, 2022', '2022-09-07'],
    ['03/11/2022', '2022-11-03'],
    ['3.11.2022', '2022-11-03'],
    ['as of 2022-06-30.', '2022-06-30'],
    ['2015-04-05T23:00:12.000+00:00', '2015-04-06'],
    ['5 May 2020, updated 6 May 2021', '2020-05-05'],
  ])('reads %j as %s', (text, date) => {
    expect(findDate(text)?.date).toBe(date)
  })

  it.each([
    '',
    'September 2016',
    '31 February 2020',
    '45/45/2020',
    '2020',
    'paragraph 3 of Marching 2020 men',
    '1 mayor 2020',
  ])('finds no date in %j', (text) => {
    expect(findDate(text)).toBeNull()
  })

  it('takes a month without a day as its last day, only where that is asked for', () => {
    expect(findDate('Last updated: February 2020', { month: 'last' })?.date).toBe('2020-02-29')
    expect(findDate('In March 2021, but on 4 March 2021', { month: 'last' })?.date).toBe('2021-03-04')
  })

  it('says where the date begins', () => {
    expect(findDate('Updated 1 July 2020')?.index).toBe(8)
  })

  it('reads back every date that it is given in words', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.constantFrom('long', 'medium'), (day, dateStyle) => {
        const words = new Intl.DateTimeFormat('en-GB', { dateStyle, timeZone: 'UTC' }).format(day)
        expect(findDate(`First published ${words}.`)?.date).toBe(day.toISOString().slice(0, 10))
      }),
    )
  })
})

describe('readTimestamp()', () => {
  it.each([
    ['2015-04-06T00:00:12.000+01:00', '2015-04-06'],
    ['2015-04-05T23:00:12.000+00:00', '2015-04-06'],
    ['2020-01-01T00:00:00Z', '2020-01-01'],
    ['2020-06-30T23:30:00Z', '2020-07-01'],
    ['2020-06-30', '2020-06-30'],
    ['2020-06-30T23:59:59', '2020-06-30'],
  ])('reads %s as the day %s in the United Kingdom', (stamp, date) => {
    expect(readTimestamp(stamp)).toBe(date)
  })

  it.each([null, undefined, '', 'yesterday', '2020-13-01', '2020-06-31T99:00:00Z', '20200630'])(
    'gives null for %j',
    (text) => {
      expect(readTimestamp(text)).toBeNull()
    },
  )
})

describe('londonDateOf()', () => {
  it('gives the day in the United Kingdom, summer time included', () => {
    expect(londonDateOf(new Date('2021-07-31T23:30:00Z'))).toBe('2021-08-01')
    expect(londonDateOf(new Date('2021-12-31T23:30:00Z'))).toBe('2021-12-31')
  })
})
