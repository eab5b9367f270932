import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isIsoDate } from '../../src/model/iso-date.ts'

describe('isIsoDate()', () => {
  it('takes the days that there are', () => {
    const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(fc.property(day, (date) => isIsoDate(date.toISOString().slice(0, 10))))
    expect(isIsoDate('2020-02-29')).toBe(true)
  })

  it.each(['2021-02-29', '2020-00-10', '2020-6-30', '30/06/2020', '2020-06-30T00:00', '2020', '', '２０２０-06-30'])(
    'does not take %j',
    (text) => {
      expect(isIsoDate(text)).toBe(false)
    },
  )
})
