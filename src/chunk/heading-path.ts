/** How long a heading path may be, and how that is counted. */
export interface HeadingPathOptions {
  readonly maxTokens: number
  /** Tokens of a text, without special ones. */
  readonly countTokens: (text: string) => number
}

/**
 * Joins the headings above a text by ` › `. A path that is too long loses its outer headings first; an innermost one
 * that is too long by itself loses its last words.
 *
 * @param section The headings, outermost first.
 */
export function headingPath(section: readonly string[], { maxTokens, countTokens }: HeadingPathOptions): string {
  const headings = section.map((heading) => heading.replaceAll(/\s+/gu, ' ').trim()).filter((heading) => heading !== '')
  for (let first = 0; first < headings.length; first++) {
    const path = headings.slice(first).join(' › ')
    if (countTokens(path) <= maxTokens) return path
  }
  let kept = ''
  // A word is at most two hundred characters here: a hostile heading may be one endless word.
  for (const [word] of headings.at(-1)?.matchAll(/\S{1,200}/gu) ?? []) {
    const longer = kept === '' ? word : `${kept} ${word}`
    if (countTokens(`${longer} …`) > maxTokens) break
    kept = longer
  }
  return kept === '' ? '' : `${kept} …`
}
