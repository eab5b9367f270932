import { z } from 'zod'

/** A tensor of a safetensors file as 32-bit numbers, row by row. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

const headerSchema = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.int().nonnegative()),
    data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
)

/** The number that 16 bits stand for: IEEE 754 binary16, one sign bit, five of exponent, ten of fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/**
 * The F16 and F32 tensors of a safetensors file by name; others (position numbers) are left out.
 *
 * Format: eight bytes of header length (little-endian), a JSON header, the tensors' bytes.
 * https://github.com/huggingface/safetensors#format
 *
 * @throws RangeError when the header or a tensor does not fit into the file; SyntaxError or ZodError when the header is none.
 */
export function readSafetensors(bytes: Uint8Array): ReadonlyMap<string, Tensor> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const dataStart = bytes.length < 8 ? NaN : 8 + Number(view.getBigUint64(0, true))
  if (!(dataStart <= bytes.length)) throw new RangeError('Not a safetensors file: its header does not fit into it')
  const { __metadata__: _, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, dataStart))) as Record<
    string,
    unknown
  >
  const tensors = new Map<string, Tensor>()
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(headerSchema.parse(header))) {
    if (dtype !== 'F16' && dtype !== 'F32') continue
    const size = dtype === 'F16' ? 2 : 4
    const count = shape.reduce((product, length) => product * length, 1)
    const start = dataStart + offsets[0]
    if (offsets[1] - offsets[0] !== count * size || dataStart + offsets[1] > bytes.length) {
      throw new RangeError(`Tensor ${name} does not fill its place in the file`)
    }
    const values = new Float32Array(count)
    for (let index = 0; index < count; index++) {
      const at = start + index * size
      values[index] = size === 2 ? (halves[view.getUint16(at, true)] ?? NaN) : view.getFloat32(at, true)
    }
    tensors.set(name, { shape, values })
  }
  return tensors
}

const halves = Float32Array.from({ length: 0x10000 }, (_, bits) => halfToNumber(bits))
