import type { Line } from './lines.ts'

/** How the running text of a document is set. */
export interface TypeSetting {
  /** Size of most letters, in units. */
  readonly size: number
  /** Distance of lines within a paragraph, in ems of their own size. */
  readonly leading: number
  /** Whether most letters are bold. */
  readonly bold: boolean
}

/**
 * Measures the running text of a document: what most of its letters and line distances have.
 *
 * @param runs lines that stand below one another, column by column or page by page
 */
export function measureType(runs: readonly (readonly Line[])[]): TypeSetting {
  const sizes = new Map<number, number>()
  const leadings = new Map<number, number>()
  let bold = 0
  let letters = 0
  for (const lines of runs) {
    for (const line of lines) {
      add(sizes, roundSize(line.size), line.glyphs.length)
      letters += line.glyphs.length
      if (line.bold) bold += line.glyphs.length
    }
  }
  const size = mostOf(sizes) ?? 11
  for (const lines of runs) {
    let before: Line | undefined
    for (const line of lines) {
      if (before !== undefined && roundSize(line.size) === size && roundSize(before.size) === size) {
        const ems = (line.baseline - before.baseline) / line.size
        if (ems > 0.8 && ems < 2.6) add(leadings, Math.round(ems * 20) / 20, 1)
      }
      before = line
    }
  }
  return { size, leading: mostOf(leadings) ?? 1.2, bold: bold > letters / 2 }
}

/** A size as typographers name it: to half a point. */
export function roundSize(size: number): number {
  return Math.round(size / 50) * 50
}

function add(counts: Map<number, number>, key: number, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

function mostOf(counts: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined
  let most = 0
  for (const [key, count] of counts) if (count > most) [best, most] = [key, count]
  return best
}
