import { describe, expect, it } from 'vitest'
import { parseRetryAfter } from '../../src/crawl/retry-after.ts'

const now = Date.parse('Wed, 01 Jul 2026 12:00:00 GMT')

describe('parseRetryAfter()', () => {
  it.each([
    ['120', 120],
    ['0', 0],
    ['Wed, 01 Jul 2026 12:00:30 GMT', 30],
    ['Wed, 01 Jul 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['', null],
    [null, null],
  ])('%s is %s seconds', (value, seconds) => {
    expect(parseRetryAfter(value, now)).toBe(seconds)
  })
})
