import type { Edition } from '../model/edition.ts'
import type { FailureReason } from '../model/outcome.ts'
import { uploadTimeOf } from './asset-upload-time.ts'
import { wordsOf } from './attachment-words.ts'
import { lastUpdateOf, statedDates } from './landing-dates.ts'
import { findDate, londonDateOf } from './publishers/find-date.ts'
import { fileNameOf } from './publishers/page-links.ts'
import type { Attachment, Landing } from './publishers/publisher.ts'

/** What the registry knows of an edition. */
export type KnownEdition = Pick<
  Edition,
  'published' | 'publishedPrecision' | 'inForce' | 'label' | 'rolling' | 'source'
>

/** The rules by which today's file can stand for a snapshot. */
export type LiveRule = 'unchanged_since' | 'file_unchanged_since' | 'edition_date'

/**
 * Whether today's file is the text as it stood at a snapshot. `strength` is `strong` where the file itself shows it
 * (its upload time, or the registry's own address of the edition), `fair` where only the page's words do.
 */
export type LiveDecision =
  | {
      readonly stands: true
      readonly rule: LiveRule
      readonly strength: 'strong' | 'fair'
      readonly detail: string
    }
  | { readonly stands: false; readonly reason: FailureReason; readonly detail: string }

/** A snapshot and what is known besides the page. */
export interface LiveQuestion {
  /** The snapshot, `YYYY-MM-DD`. */
  readonly date: string
  /** What counts as an edition's date. */
  readonly by: 'published' | 'in_force'
  /** The files that make the document, from `chooseAttachment`. */
  readonly parts: readonly Attachment[]
  /** All editions of the document that the registry knows; may be empty. */
  readonly editions: readonly KnownEdition[]
}

/**
 * Decides by dates whether the live file may stand for a snapshot:
 *
 * - `unchanged_since`: the page's last update is not after the snapshot, and no file is known to have been uploaded
 *   later. `strong` where every file's upload time is known, else `fair`: a publisher's history lists major updates
 *   only, and a file may have been replaced silently.
 * - `file_unchanged_since`: the page was updated later, but every file was uploaded, and published by an update that
 *   the page states, not after the snapshot: the later update concerned something else. Always `strong`.
 * - `edition_date`: the page was updated later, but the registry knows which edition was in force, and the file is that
 *   edition: by its address (`strong`), or by the date, month or label that its title or name states (`fair`).
 *
 * A file whose upload time is after the snapshot never stands, nor does a text that the registry calls rolling (it is
 * overwritten in place) where only the page's words speak for it. Where nothing shows it, the answer is no: the text must
 * then come from an archive.
 */
export function decideLive(landing: Landing, question: LiveQuestion): LiveDecision {
  const { date, parts, by } = question
  const no = (detail: string, reason: FailureReason = 'edition_unknown'): LiveDecision => ({
    stands: false,
    reason,
    detail,
  })
  const effective = (edition: KnownEdition): string | null =>
    by === 'in_force' ? (edition.inForce ?? edition.published) : edition.published
  const dated = question.editions.filter((edition) => effective(edition) !== null)
  const standing = dated.filter((edition) => (effective(edition) ?? '') <= date).toSorted(byDate(effective))
  const wanted = standing.at(-1) ?? null
  const edition = wanted === null ? null : matchEdition(wanted, question)
  if (landing.withdrawn !== null && landing.withdrawn <= date) {
    return no(`the page says it was withdrawn on ${landing.withdrawn}`)
  }
  if (edition?.strength === 'strong') return edition
  if (dated.length > 0 && wanted === null) {
    const first = dated.map(effective).toSorted()[0] ?? ''
    return no(`the first edition that the registry knows is of ${first}`, 'not_yet_published')
  }
  if (wanted === null && landing.published !== null && landing.published > date) {
    return no(`the page says it was first published on ${landing.published}`, 'not_yet_published')
  }
  const uploads = parts.map(({ url }) => uploadTimeOf(url)).map((time) => (time === null ? null : londonDateOf(time)))
  const late = uploads.find((uploaded) => uploaded !== null && uploaded > date)
  if (late !== undefined) return no(`the file was uploaded on ${late}`)
  const isDated = uploads.length > 0 && !uploads.includes(null)
  const last = lastUpdateOf(landing)

  // The page shows what was last published; that may not have come into force.
  const waiting = dated.find((one) => one.published !== null && one.published <= date && (effective(one) ?? '') > date)
  if (waiting !== undefined) {
    return (
      edition ?? no(`the edition published on ${waiting.published ?? ''} came into force on ${waiting.inForce ?? ''}`)
    )
  }
  if (last !== null && last <= date) {
    const known = wanted?.published ?? null
    if (known !== null && known > last)
      return no(`the page was last updated on ${last}, before the edition of ${known}`)
    if (!isDated && question.editions.some(({ rolling }) => rolling)) {
      return no(`last updated on ${last}, as the page says; but its text is overwritten in place`)
    }
    const detail = `last updated on ${last}${isDated ? `, uploaded on ${uploads.join(' and ')}` : ''}`
    return { stands: true, rule: 'unchanged_since', strength: isDated ? 'strong' : 'fair', detail }
  }
  if (isDated && uploads.every((one) => isPublishedBy(landing, { uploaded: one ?? '', date, wanted }))) {
    const detail = `uploaded on ${uploads.join(' and ')}, and published by an update not after the snapshot`
    return { stands: true, rule: 'file_unchanged_since', strength: 'strong', detail }
  }
  if (edition !== null) return edition
  return no(last === null ? 'the page states no date' : `the page was last updated on ${last}`)
}

/** A file may be uploaded long before it is published: the first stated update from then on counts. */
function isPublishedBy(
  landing: Landing,
  {
    uploaded,
    date,
    wanted,
  }: { readonly uploaded: string; readonly date: string; readonly wanted: KnownEdition | null },
): boolean {
  const update = statedDates(landing)
    .filter((one) => one >= uploaded)
    .toSorted()[0]
  return update !== undefined && update <= date && (wanted?.published ?? update) <= update
}

function byDate(effective: (edition: KnownEdition) => string | null) {
  return (a: KnownEdition, b: KnownEdition): number => ((effective(a) ?? '') < (effective(b) ?? '') ? -1 : 1)
}

/** Whether today's only file is an edition of the registry, and how that shows. */
function matchEdition(
  edition: KnownEdition,
  { parts, editions }: LiveQuestion,
): Extract<LiveDecision, { stands: true }> | null {
  const [part] = parts
  if (part === undefined || parts.length > 1) return null
  const yes = (strength: 'strong' | 'fair', detail: string): Extract<LiveDecision, { stands: true }> => ({
    stands: true,
    rule: 'edition_date',
    strength,
    detail,
  })
  const { published, publishedPrecision, label, source } = edition
  if (source.kind === 'url' && isLasting(part.url) && pathOf(source.url) === pathOf(part.url)) {
    return yes('strong', `the registry’s address of the edition of ${published ?? label}`)
  }
  const words = `${part.title} ${fileNameOf(part.url).replaceAll(/[-_.+]+/g, ' ')}`
  const day = findDate(words)?.date ?? null
  if (day !== null && publishedPrecision === 'day') {
    return day === published ? yes('fair', `its name states ${day}`) : null
  }
  const month = findDate(words, { month: 'last' })?.date.slice(0, 7) ?? null
  if (month !== null && published !== null && (publishedPrecision === 'day' || publishedPrecision === 'month')) {
    const ofMonth = editions.filter((one) => one.published?.startsWith(month))
    return published.startsWith(month) && ofMonth.length === 1 ? yes('fair', `its name states ${month}`) : null
  }
  const named = wordsOf(label)
  const own = new Set(wordsOf(words))
  const isLabelled = named.some((word) => /\d/.test(word)) && named.every((word) => own.has(word))
  const ofLabel = editions.filter((one) => wordsOf(one.label).join(' ') === named.join(' '))
  return isLabelled && ofLabel.length === 1 ? yes('fair', `its name states “${label}”`) : null
}

/** Addresses that are never given to other bytes: only such can stand for an edition by themselves. */
function isLasting(url: string): boolean {
  return /\/media\/[0-9a-f]{24}\/|\/attachment_data\/file\/\d+\//.test(url)
}

/** Files moved between the site's own host and the assets host with their paths. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url
}
