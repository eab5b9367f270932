/**
 * Lengths of glyphs, segments and lines are whole numbers of this part of a point: V8 keeps whole numbers in place, but
 * allocates for every other, and a document has a hundred thousand of them.
 */
export const unitsPerPoint = 100

/** Hostile files place letters anywhere; beyond this they are nowhere near a page. */
const farthest = 10_000_000

/** Points as whole units; 0 for what is out of all bounds. */
export function toUnits(points: number): number {
  const units = Math.round(points * unitsPerPoint)
  return Math.abs(units) < farthest ? units | 0 : 0
}
