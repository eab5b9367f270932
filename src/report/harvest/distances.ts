import type { DistanceRow } from './harvest-data.ts'

/** Captures of one span of days, by their distance from the snapshot: `first` and `last` belong to it. */
export interface DistanceBin {
  readonly first: number
  readonly last: number
  readonly isAfter: boolean
  readonly count: number
}

/** How far captures are from their date: counts, and days (negative before the date). */
export interface DistanceSummary {
  readonly files: number
  readonly upTo: number
  readonly after: number
  readonly earliest: number
  /** Lower median. */
  readonly median: number
  readonly latest: number
}

/** Days in a bin: a month, or more where distances are so long that bins would be too many to see. */
export function binWidth(days: readonly number[]): number {
  const reach = Math.max(0, ...days) - Math.min(0, ...days)
  return [30, 90, 365].find((width) => reach / width <= 40) ?? 1825
}

/**
 * Counts distances in bins of `width` days that begin at the snapshot: the day itself and what came before it in some,
 * what came after it in others, so that none holds both. Bins without captures are left out.
 */
export function binDistances(days: readonly number[], width: number): DistanceBin[] {
  const counts = new Map<number, number>()
  for (const day of days) {
    // Bin 0 begins with the day itself and goes back; bin -1 begins with the day after it and goes on.
    const bin = day <= 0 ? Math.floor(-day / width) : -1 - Math.floor((day - 1) / width)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  return Array.from(counts, ([bin, count]) => {
    if (bin >= 0) return { first: -(bin + 1) * width + 1, last: bin === 0 ? 0 : -bin * width, isAfter: false, count }
    const before = (-1 - bin) * width
    return { first: before + 1, last: before + width, isAfter: true, count }
  }).toSorted((a, b) => a.first - b.first)
}

/** Sums up the distances of one snapshot; null where there is none. */
export function summariseDistances(rows: readonly DistanceRow[]): DistanceSummary | null {
  const days = rows.map((row) => row.distance_days).toSorted((a, b) => a - b)
  const [earliest] = days
  const latest = days.at(-1)
  const median = days[Math.floor((days.length - 1) / 2)]
  if (earliest === undefined || latest === undefined || median === undefined) return null
  const after = days.filter((day) => day > 0).length
  return { files: days.length, upTo: days.length - after, after, earliest, median, latest }
}
