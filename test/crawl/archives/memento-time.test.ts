import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBetween, readMementoDatetime, readTimestamp, toTimestamp } from '../../../src/crawl/archives/memento-time.ts'

describe('readTimestamp() and toTimestamp()', () => {
  it('are each other’s inverse', () => {
    const seconds = fc.integer({ min: Date.UTC(1996, 0, 1) / 1000, max: Date.UTC(2099, 0, 1) / 1000 })
    fc.assert(
      fc.property(seconds, (second) => {
        const iso = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`
        expect(readTimestamp(toTimestamp(iso))).toBe(iso)
      }),
    )
  })

  it.each(['20200600120000', '20200012120000', '20200631120000', '2020061712', '', '2020061712000x', '20201301000000'])(
    'take %j for no time',
    (digits) => expect(readTimestamp(digits)).toBeNull(),
  )

  it('count in UTC', () => expect(toTimestamp('2020-06-30T01:00:00+01:00')).toBe('20200630000000'))
})

describe('readMementoDatetime()', () => {
  it('reads the date of HTTP', () => {
    expect(readMementoDatetime('Wed, 08 Aug 2018 09:41:44 GMT')).toBe('2018-08-08T09:41:44Z')
  })
  it.each([null, '', '0', '2018-08-08', 'Wed, 08 Aug 2018 09:41:44', 'Wed, 99 Aug 2018 09:41:44 GMT'])(
    'takes %j for none',
    (header) => expect(readMementoDatetime(header)).toBeNull(),
  )
})

describe('isBetween()', () => {
  it('takes both ends for inside', () => {
    const between = { from: '2020-01-01T00:00:00Z', to: '2020-01-31T23:59:59Z' }
    expect(isBetween('2020-01-01T00:00:00Z', between)).toBe(true)
    expect(isBetween('2020-01-31T23:59:59Z', between)).toBe(true)
    expect(isBetween('2019-12-31T23:59:59Z', between)).toBe(false)
    expect(isBetween('2020-02-01T00:00:00Z', between)).toBe(false)
  })
})
