import fc from 'fast-check'
import { expect, test } from 'vitest'
import { halfToNumber, readSafetensors } from '../../src/embed/read-safetensors.ts'

function safetensors(header: object, data: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

test.each([
  [0x0000, 0],
  [0x3c00, 1],
  [0xc000, -2],
  [0x3555, 0.333251953125],
  [0x7bff, 65504],
  [0x0400, 2 ** -14],
  [0x0001, 2 ** -24],
  [0x83ff, -1023 * 2 ** -24],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
])('halfToNumber() reads %i as %d', (bits, value) => {
  expect(halfToNumber(bits)).toBe(value)
})

test('halfToNumber() reads a fraction in the highest exponent as not a number', () => {
  expect(halfToNumber(0x7e00)).toBeNaN()
})

test('readSafetensors() reads 16-bit and 32-bit tensors and leaves out others', () => {
  const data = new Uint8Array(4 + 8 + 8)
  const view = new DataView(data.buffer)
  view.setUint16(0, 0x3c00, true)
  view.setUint16(2, 0xc000, true)
  view.setFloat32(4, 0.1, true)
  view.setFloat32(8, -7, true)
  const header = {
    __metadata__: { format: 'pt' },
    half: { dtype: 'F16', shape: [2, 1], data_offsets: [0, 4] },
    single: { dtype: 'F32', shape: [2], data_offsets: [4, 12] },
    numbers: { dtype: 'I64', shape: [1], data_offsets: [12, 20] },
  }
  const tensors = readSafetensors(safetensors(header, data))
  expect([...tensors.keys()]).toEqual(['half', 'single'])
  expect(tensors.get('half')).toEqual({ shape: [2, 1], values: Float32Array.of(1, -2) })
  expect(tensors.get('single')).toEqual({ shape: [2], values: Float32Array.of(0.1, -7) })
})

test('readSafetensors() refuses a tensor that does not fill its place', () => {
  const short = { shape: [3], dtype: 'F16', data_offsets: [0, 4] }
  expect(() => readSafetensors(safetensors({ short }, new Uint8Array(4)))).toThrow('Tensor short does not fill')
  const outside = { shape: [2], dtype: 'F16', data_offsets: [2, 6] }
  expect(() => readSafetensors(safetensors({ outside }, new Uint8Array(4)))).toThrow('Tensor outside does not fill')
})

test('readSafetensors() refuses bytes that are no safetensors file', () => {
  expect(() => readSafetensors(new Uint8Array(3))).toThrow(RangeError)
  expect(() => readSafetensors(new Uint8Array(64).fill(255))).toThrow('its header does not fit')
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(() => readSafetensors(bytes)).toThrow()
    }),
  )
})
