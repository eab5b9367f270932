import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupParts, type Sized } from '../../src/chunk/group-parts.ts'

const options = { overhead: 0, target: 100, max: 130 }
const parts = (...tokens: number[]): Sized[] => tokens.map((count) => ({ tokens: count, breakCost: 0 }))

test('groupParts() makes groups near the target', () => {
  expect(groupParts(parts(50, 50, 50, 50), options)).toEqual([2, 4])
  expect(groupParts(parts(90, 20, 90), options)).toEqual([2, 3])
  expect(groupParts([], options)).toEqual([])
})

test('groupParts() shares out what would leave a crumb', () => {
  expect(groupParts(parts(60, 65, 10), options)).toEqual([1, 3])
})

test('groupParts() counts the overhead of every group', () => {
  expect(groupParts(parts(50, 50), { ...options, overhead: 40 })).toEqual([1, 2])
})

test('groupParts() breaks where it does the least harm', () => {
  const costly = [50, 50, 50, 50].map((tokens, index) => ({ tokens, breakCost: index === 1 ? 1 : 0 }))
  expect(groupParts(costly, options)).toEqual([1, 3, 4])
})

test('groupParts() gives a part above the maximum a group of its own', () => {
  expect(groupParts(parts(10, 500, 10), options)).toEqual([1, 2, 3])
})

test('groupParts() finds the cheapest of all ways', () => {
  const anyPart = fc.record({
    tokens: fc.integer({ min: 1, max: 130 }),
    breakCost: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const costOf = (row: readonly Sized[], ends: readonly number[]): number =>
    ends.reduce((cost, end, index) => {
      const tokens = row.slice(ends[index - 1] ?? 0, end).reduce((sum, part) => sum + part.tokens, 0)
      const breakCost = end === row.length ? 0 : (row[end - 1]?.breakCost ?? NaN)
      return tokens > options.max ? Infinity : cost + breakCost + (tokens / options.target - 1) ** 2
    }, 0)
  fc.assert(
    fc.property(fc.array(anyPart, { minLength: 1, maxLength: 8 }), (row) => {
      const found = costOf(row, groupParts(row, options))
      for (let choice = 0; choice < 2 ** (row.length - 1); choice++) {
        const ends = row.map((_, index) => index + 1).filter((end) => end === row.length || (choice >> (end - 1)) & 1)
        expect(found).toBeLessThanOrEqual(costOf(row, ends) + 1e-9)
      }
    }),
  )
})
