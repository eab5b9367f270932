import type { PrevalenceRow } from './comparison-rows.ts'
import { formatDate, formatInterval, formatShare, plural } from './format.ts'
import type { PrevalencePair } from './view.ts'
import { fill, type Words } from './words.ts'

/** Below this many documents a share says little. */
const few = 5

/** Whether some documents, but too few for a share to mean much, name an approach. */
export function isSmall({ obtained, documents_with_mention: naming }: PrevalenceRow): boolean {
  return obtained > 0 && naming > 0 && naming < few
}

/** What was found of an approach at both dates, with a warning where the counts are small. */
export function summarise({ approach, from, to }: PrevalencePair, words: Words['summary']): string {
  const say = (template: string, row: PrevalenceRow): string =>
    fill(template, {
      approach: approach.label,
      n: String(row.documents_with_mention),
      obtained: plural(row.obtained, 'document'),
      date: formatDate(row.snapshot),
      share: formatShare(row.share),
      interval: formatInterval(row.share_low, row.share_high),
    })
  const alone = (row: PrevalenceRow): string => {
    if (row.obtained === 0) return say(words.nothing_obtained, row)
    return say(row.documents_with_mention > 0 ? words.named : words.not_found, row)
  }
  if (from.obtained === 0 || to.obtained === 0) return withWarning(`${alone(from)}. ${alone(to)}.`)
  const [named, notFound] =
    from.documents_with_mention > 0
      ? [words.named_next, words.not_found_next]
      : [words.named_after_none, words.neither_next]
  const next = say(to.documents_with_mention > 0 ? named : notFound, to)
  return withWarning(`${alone(from)} ${next}.`)

  function withWarning(text: string): string {
    return isSmall(from) || isSmall(to) ? `${text} ${words.small}` : text
  }
}
