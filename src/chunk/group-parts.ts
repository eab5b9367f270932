/** What grouping needs to know of a part. */
export interface Sized {
  readonly tokens: number
  /** How bad it is to end a chunk after this part: 0 not at all, 1 as bad as an all but empty chunk. */
  readonly breakCost: number
}

/** Sizes of groups, in tokens. */
export interface GroupOptions {
  /** What each group costs besides its parts. */
  readonly overhead: number
  readonly target: number
  readonly max: number
}

/**
 * Divides a row of parts into groups near a target size, where a break does the least harm: of all ways to divide it
 * that keep to the maximum, the one with the smallest sum of squared relative misses and break costs.
 *
 * The same idea as dividing a paragraph into lines: Knuth & Plass 1981, https://doi.org/10.1002/spe.4380111102.
 *
 * @returns Index after the last part of each group. A part above the maximum gets a group of its own.
 */
export function groupParts(parts: readonly Sized[], { overhead, target, max }: GroupOptions): number[] {
  const best: { readonly cost: number; readonly from: number }[] = [{ cost: 0, from: 0 }]
  for (let end = 1; end <= parts.length; end++) {
    let tokens = overhead
    let chosen = { cost: Infinity, from: end - 1 }
    for (let from = end - 1; from >= 0; from--) {
      tokens += parts[from]?.tokens ?? 0
      if (tokens > max && from < end - 1) break
      const breakCost = from === 0 ? 0 : (parts[from - 1]?.breakCost ?? 0)
      const cost = (best[from]?.cost ?? 0) + breakCost + (tokens / target - 1) ** 2
      if (cost < chosen.cost) chosen = { cost, from }
    }
    best.push(chosen)
  }
  const ends: number[] = []
  for (let end = parts.length; end > 0; end = best[end]?.from ?? 0) ends.push(end)
  return ends.reverse()
}
