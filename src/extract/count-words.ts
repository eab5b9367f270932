const word = /\p{L}[\p{L}\p{M}]*(?:['’‐‑-]\p{L}[\p{L}\p{M}]*)*/gu

/**
 * Number of words in a text: runs of letters with inner hyphens and apostrophes, digits apart.
 *
 * @example countWords('A trauma-informed 2-day course isn’t new') // 6
 */
export function countWords(text: string): number {
  return text.match(word)?.length ?? 0
}
