import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planBatches } from '../../src/embed/plan-batches.ts'

const anyLengths = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 60 })

test('planBatches() puts each text into one batch, longest first', () => {
  fc.assert(
    fc.property(anyLengths, fc.integer({ min: 1, max: 1000 }), (lengths, budget) => {
      const order = planBatches(lengths, budget).flat()
      expect(order.toSorted((a, b) => a - b)).toEqual([...lengths.keys()])
      expect(order.map((index) => lengths[index])).toEqual(lengths.toSorted((a, b) => b - a))
    }),
  )
})

test('planBatches() keeps the padded batch within the budget unless it is one text', () => {
  fc.assert(
    fc.property(anyLengths, fc.integer({ min: 1, max: 1000 }), (lengths, budget) => {
      for (const batch of planBatches(lengths, budget)) {
        const padded = batch.length * Math.max(...batch.map((index) => lengths[index] ?? 0))
        expect(batch.length === 1 || padded <= budget).toBe(true)
      }
    }),
  )
})

test('planBatches() fills a batch before it begins the next', () => {
  expect(planBatches([10, 30, 10, 10, 30], 60)).toEqual([
    [1, 4],
    [0, 2, 3],
  ])
  expect(planBatches([], 60)).toEqual([])
})
