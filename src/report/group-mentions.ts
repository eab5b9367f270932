import type { Dates, DocumentRow, MentionRow } from './comparison-rows.ts'
import { groupBy } from './group-by.ts'
import { excerptAround, type Excerpt } from './sentence.ts'

/** At which of the two dates something stood. */
type Standing = 'from' | 'to' | 'both'

/** A mention as the report shows it. */
export interface ShownMention extends Excerpt {
  readonly row: MentionRow
}

/** One text of a document with its mentions; it stood at one date or, word for word, at both. */
export interface ShownText {
  readonly standing: Standing
  /** The document at each date at which this text stood. */
  readonly documents: readonly DocumentRow[]
  readonly mentions: readonly ShownMention[]
}

/** A document that names an approach, with its texts in the order of dates. */
export interface ShownDocument {
  readonly documentKey: string
  readonly title: string
  readonly issuer: string
  readonly texts: readonly ShownText[]
}

/**
 * Groups the mentions of one approach by document and text, documents by title. A mention that stands in both snapshots
 * is shown once, with both.
 */
export function groupMentions(
  mentions: readonly MentionRow[],
  { documents, dates }: { readonly documents: readonly DocumentRow[]; readonly dates: Dates },
): ShownDocument[] {
  const described = new Map(documents.map((row) => [`${row.snapshot} ${row.document_key}`, row]))
  const shown = [...groupBy(mentions, (row) => row.document_key)].map(([documentKey, own]) => {
    const at = (snapshot: string): DocumentRow | undefined => described.get(`${snapshot} ${documentKey}`)
    const latest = at(dates.to) ?? at(dates.from)
    return {
      documentKey,
      title: latest?.title ?? documentKey,
      issuer: latest?.issuer ?? '',
      texts: textsOf(own, { dates, at }),
    }
  })
  return shown.sort((a, b) => compare(a.title, b.title) || compare(a.documentKey, b.documentKey))
}

function textsOf(
  mentions: readonly MentionRow[],
  { dates, at }: { readonly dates: Dates; readonly at: (snapshot: string) => DocumentRow | undefined },
): ShownText[] {
  const earlier = mentions.filter((row) => row.snapshot === dates.from)
  const later = mentions.filter((row) => row.snapshot === dates.to)
  const [before, after] = [at(dates.from), at(dates.to)]
  const text = (
    standing: Standing,
    rows: readonly MentionRow[],
    found: readonly (DocumentRow | undefined)[],
  ): ShownText => ({
    standing,
    documents: found.filter((row) => row !== undefined),
    mentions: rows.map((row) => ({ row, ...excerptAround(row.block_text, { start: row.start_at, end: row.end_at }) })),
  })
  const same = before !== undefined && before.text_sha256 !== null && before.text_sha256 === after?.text_sha256
  if (same) return [text('both', later.length > 0 ? later : earlier, [before, after])]
  return [text('from', earlier, [before]), text('to', later, [after])].filter(({ mentions: own }) => own.length > 0)
}

const collator = new Intl.Collator('en-GB', { numeric: true })

function compare(a: string, b: string): number {
  return collator.compare(a, b)
}
