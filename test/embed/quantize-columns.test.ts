import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quantizeColumns } from '../../src/embed/quantize-columns.ts'

test('quantizeColumns() scales each column to its own largest value', () => {
  const { values, scales } = quantizeColumns(Float32Array.of(63, 0.5, -31.5, -1, 1, 0), 2)
  expect([...scales]).toEqual([1, Math.fround(1 / 63)])
  expect([...values]).toEqual([63, 31, -31, -63, 1, 0])
})

test('quantizeColumns() keeps a column of zeros', () => {
  expect(quantizeColumns(new Float32Array(6), 3)).toEqual({ values: new Int8Array(6), scales: new Float32Array(3) })
})

test('quantizeColumns() is never off by more than half a step, and stays within 63', () => {
  const anyMatrix = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 40 })
  fc.assert(
    fc.property(anyMatrix, (numbers) => {
      const matrix = Float32Array.from(numbers.slice(0, numbers.length - (numbers.length % 4)))
      const { values, scales } = quantizeColumns(matrix, 4)
      for (const [index, value] of matrix.entries()) {
        const integer = values[index] ?? NaN
        const scale = scales[index % 4] ?? NaN
        expect(Math.abs(integer)).toBeLessThanOrEqual(63)
        expect(Math.abs(integer * scale - value)).toBeLessThanOrEqual(scale * 0.5001 + 1e-30)
      }
    }),
  )
})
