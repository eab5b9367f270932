/** A matrix in eight bits, with the scale of each of its columns: value ≈ integer × scale. */
export interface QuantizedColumns {
  readonly values: Int8Array
  readonly scales: Float32Array
}

/**
 * Largest integer used. Half of what eight bits hold: processors without VNNI instructions add two products of eight
 * bits in sixteen, and 2 × 255 × 63 just fits.
 */
const largest = 63

/**
 * Rounds a matrix to integers from -63 to 63, column by column, each to its own largest value (0 stays 0).
 *
 * @param matrix Row by row.
 * @param columns Number of columns.
 */
export function quantizeColumns(matrix: Float32Array, columns: number): QuantizedColumns {
  const scales = new Float32Array(columns)
  for (const [index, value] of matrix.entries()) {
    const column = index % columns
    scales[column] = Math.max(scales[column] ?? 0, Math.abs(value) / largest)
  }
  const values = new Int8Array(matrix.length)
  for (const [index, value] of matrix.entries()) {
    const scale = scales[index % columns] ?? 0
    values[index] = scale === 0 ? 0 : Math.round(value / scale)
  }
  return { values, scales }
}
