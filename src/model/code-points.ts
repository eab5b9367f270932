/*
 * Offsets are code points everywhere outside a function: JavaScript's UTF-16 units would put every other tool (Python,
 * R, SQL) off by one after each character beyond the basic plane.
 */

const astral = /[\u{10000}-\u{10ffff}]/u

/** Number of code points in a text. */
export function codePointLength(text: string): number {
  if (!astral.test(text)) return text.length
  let length = 0
  for (const _ of text) length++
  return length
}

/** The code points `start` to `end` (exclusive) of a text. */
export function sliceCodePoints(text: string, start: number, end?: number): string {
  return astral.test(text) ? [...text].slice(start, end).join('') : text.slice(start, end)
}
