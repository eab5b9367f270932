/**
 * Puts texts of like length together, so that little is padded: indices of the texts, longest first, in batches whose
 * longest text times their number stays within a budget (a text above it stands alone).
 *
 * @param lengths Tokens of each text.
 * @param budget Tokens in a batch, padding included.
 */
export function planBatches(lengths: readonly number[], budget: number): number[][] {
  const order = [...lengths.keys()].sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b)
  const batches: number[][] = []
  let batch: number[] = []
  let longest = 0
  for (const index of order) {
    if (batch.length === 0 || (batch.length + 1) * longest > budget) {
      batch = []
      batches.push(batch)
      longest = lengths[index] ?? 0
    }
    batch.push(index)
  }
  return batches
}
