import { matchesAttachment } from './attachment-pattern.ts'
import { isReaderVersion, isTranslation, partNumberOf, sideWordOf, textTitleOf, wordsOf } from './attachment-words.ts'
import { fileNameOf } from './publishers/page-links.ts'
import type { Attachment, Landing } from './publishers/publisher.ts'

/** Why an attachment is not taken as the document or a part of it. */
export type LeftOutReason =
  | 'other_language'
  | 'reader_version'
  | 'side_material'
  | 'same_text'
  | 'not_a_text'
  | 'elsewhere'
  | 'not_the_main_text'
  | 'not_named'

/** An attachment that is not taken, and what showed that. */
export interface LeftOut {
  readonly attachment: Attachment
  readonly reason: LeftOutReason
  readonly detail: string
}

/** Which of a landing page's attachments make the document, in their order; none where no rule finds one. */
export interface AttachmentChoice {
  readonly parts: readonly Attachment[]
  readonly leftOut: readonly LeftOut[]
}

/** Formats in the order in which one is taken of several of the same text. */
const formats = [
  /pdf/,
  /wordprocessingml|msword/,
  /opendocument\.text|rtf/,
  // A page, as the accessible twin of a file: only where there is no file.
  /html|^$/,
]
const notTexts = /spreadsheet|ms-excel|csv|presentation|powerpoint|zip|image|video|audio|calendar|json|xml$/

function rankOf({ kind, mediaType }: Attachment): number {
  const type = mediaType ?? (kind === 'html' || kind === 'section' ? 'text/html' : '')
  const rank = formats.findIndex((format) => format.test(type))
  return rank === -1 ? formats.length : rank
}

/**
 * Chooses the attachments that are the document.
 *
 * Where the registry names them (`wanted`, read by {@link matchesAttachment}), those are taken, of one text in several
 * formats one. Otherwise, in this order:
 * 1. a page that is itself the document is taken as its only part;
 * 2. versions in other languages, easy-read and large-print versions, tables, slides and archives, and files on other
 *    sites (unless there is nothing else) are left out; so are summaries, annexes, impact assessments, forms and other
 *    side material, by the words of their titles, unless the page's own title has the word or nothing else is left and
 *    it is a single text;
 * 3. one text in several formats counts once: PDF, then Word, then OpenDocument, then a web page. A page is taken only
 *    where no file has the text, because a page is overwritten in place while a file keeps its bytes;
 * 4. of several texts the one whose title shares most with the page's is taken, the first among equals; but where all
 *    of them are numbered parts (Volume 1, Volume 2 …), all are;
 * 5. sections (one text over several pages) are taken, all of them, where there is no file or page of the whole.
 */
export function chooseAttachment(
  landing: Landing,
  options: { readonly pageUrl: string; readonly wanted: string | null },
): AttachmentChoice {
  if (options.wanted !== null) return chooseNamed(landing.attachments, options.wanted)
  const leftOut: LeftOut[] = []
  const leave = (attachment: Attachment, reason: LeftOutReason, detail: string): void => {
    leftOut.push({ attachment, reason, detail })
  }
  if (landing.isDocument) {
    for (const attachment of landing.attachments) leave(attachment, 'side_material', 'the page is itself the document')
    const self: Attachment = {
      url: options.pageUrl,
      title: landing.title ?? '',
      kind: 'html',
      mediaType: null,
      locale: null,
    }
    return { parts: [self], leftOut }
  }
  const title = landing.title ?? ''
  const sections = landing.attachments.filter(({ kind }) => kind === 'section')
  const texts = landing.attachments.filter((attachment) => {
    if (attachment.kind === 'section') return false
    const refusal = refusalOf(attachment, title)
    if (refusal !== null) leave(attachment, refusal.reason, refusal.detail)
    return refusal === null
  })
  const own = preferred(
    texts,
    ({ kind }) => kind !== 'external',
    (one) => leave(one, 'elsewhere', 'on another site'),
  )
  const distinct = withoutTwins(own, leave)
  const isAlone = distinct.length === 1
  const main = distinct.filter((attachment) => {
    const word = isAlone ? null : sideWordOf(attachment.title, title)
    if (word !== null) leave(attachment, 'side_material', `its title says “${word}”`)
    return word === null
  })
  const parts = mainTexts(main, title)
  for (const one of main)
    if (!parts.includes(one)) leave(one, 'not_the_main_text', 'another title is nearer the page’s')
  if (parts.length === 0) return { parts: sections, leftOut }
  for (const section of sections) leave(section, 'same_text', `the whole is in ${fileNameOf(parts[0]?.url ?? '')}`)
  return { parts, leftOut }
}

function chooseNamed(attachments: readonly Attachment[], wanted: string): AttachmentChoice {
  const leftOut: LeftOut[] = []
  const named = attachments.filter((attachment) => {
    const isOne = matchesAttachment(wanted, attachment)
    if (!isOne) leftOut.push({ attachment, reason: 'not_named', detail: `the registry names ${wanted}` })
    return isOne
  })
  const parts = withoutTwins(named, (attachment, reason, detail) => leftOut.push({ attachment, reason, detail }))
  return { parts, leftOut }
}

function refusalOf(attachment: Attachment, landingTitle: string): Omit<LeftOut, 'attachment'> | null {
  const { title, url, locale, mediaType } = attachment
  if ((locale !== null && locale !== 'en') || isTranslation(title, fileNameOf(url).replace(/\.[a-z]{3,4}$/i, ''))) {
    return {
      reason: 'other_language',
      detail: locale === null || locale === 'en' ? title : `its language is ${locale}`,
    }
  }
  if (isReaderVersion(title, landingTitle)) return { reason: 'reader_version', detail: title }
  return mediaType !== null && notTexts.test(mediaType) ? { reason: 'not_a_text', detail: mediaType } : null
}

function preferred(
  attachments: readonly Attachment[],
  isPreferred: (attachment: Attachment) => boolean,
  leave: (attachment: Attachment) => void,
): readonly Attachment[] {
  if (!attachments.some(isPreferred)) return attachments
  for (const attachment of attachments) if (!isPreferred(attachment)) leave(attachment)
  return attachments.filter(isPreferred)
}

function withoutTwins(
  attachments: readonly Attachment[],
  leave: (attachment: Attachment, reason: LeftOutReason, detail: string) => void,
): Attachment[] {
  const best = new Map<string, Attachment>()
  const keyOf = ({ title, url }: Attachment): string => textTitleOf(title) || url
  for (const attachment of attachments) {
    const known = best.get(keyOf(attachment))
    if (known === undefined || rankOf(attachment) < rankOf(known)) best.set(keyOf(attachment), attachment)
  }
  return attachments.filter((attachment) => {
    const twin = best.get(keyOf(attachment))
    if (twin === attachment) return true
    leave(attachment, 'same_text', `the same text as ${twin?.url ?? ''}`)
    return false
  })
}

function mainTexts(attachments: readonly Attachment[], landingTitle: string): readonly Attachment[] {
  const numbers = attachments.map(({ title }) => partNumberOf(title))
  if (attachments.length > 1 && new Set(numbers).size === numbers.length && !numbers.includes(null)) return attachments
  const wanted = new Set(wordsOf(landingTitle))
  const scored = attachments.map((attachment) => {
    const words = new Set(wordsOf(attachment.title))
    const shared = [...words].filter((word) => wanted.has(word)).length
    // Dice's coefficient; a part of the text has its title and more, and a page of it yields to a file.
    return {
      attachment,
      score: (2 * shared) / (words.size + wanted.size || 1),
      isFile: rankOf(attachment) < 3 ? 1 : 0,
    }
  })
  const [first] = scored.toSorted((a, b) => nearness(b) - nearness(a))
  return first === undefined ? [] : [first.attachment]
}

/** Titles whose likeness differs by less than a tenth are alike, and then a file comes first. */
function nearness({ score, isFile }: { readonly score: number; readonly isFile: number }): number {
  return Math.round(score * 10) + isFile / 2
}
