/*
 * The GOV.UK Content API: https://content-api.publishing.service.gov.uk and the schemas of alphagov/publishing-api.
 * Old items lack keys and have others, so every field may be absent or of another shape.
 */
import { load } from 'cheerio'
import { z } from 'zod'
import { readTimestamp } from './find-date.ts'
import { govukKindOf, readGovukAttachments } from './govuk-attachments.ts'
import { notLanding } from './open-page.ts'
import { absoluteAddress, mediaTypeOfAddress, tidy } from './page-links.ts'
import type { Attachment, ChangeNote, LandingReading } from './publisher.ts'
import { leastText } from './read-by-rules.ts'

const text = z.string().nullish().catch(null)

/** The items of a list that have the shape; others are passed over. */
function listOf<T>(shape: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.flatMap((value) => {
        const parsed = shape.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

const details = z.object({
  body: z.unknown().optional(),
  parts: listOf(z.object({ title: z.string(), slug: z.string() })),
  attachments: listOf(
    z.object({ attachment_type: text, title: text, url: z.string(), locale: text, content_type: text }),
  ),
  documents: listOf(z.string()),
  change_history: listOf(z.object({ public_timestamp: z.string(), note: text })),
  change_notes: listOf(z.object({ published_at: z.string(), title: text, change_note: text })),
  child_section_groups: listOf(z.object({ child_sections: listOf(z.object({ title: text, base_path: z.string() })) })),
  first_public_at: text,
  public_timestamp: text,
  alternative_path: text,
  explanation: text,
})

const contentItem = z.object({
  base_path: text,
  title: text,
  document_type: text,
  schema_name: text,
  locale: text,
  first_published_at: text,
  public_updated_at: text,
  withdrawn_notice: z.object({ withdrawn_at: text }).nullish().catch(null),
  redirects: listOf(z.object({ path: text, destination: z.string() })),
  details: z.preprocess((value) => value ?? {}, details),
  links: z
    .object({ children: listOf(z.object({ base_path: z.string(), title: text, locale: text, document_type: text })) })
    .catch({ children: [] }),
})

type ContentItem = z.infer<typeof contentItem>

/** Kinds whose own body is the document. */
const pages: ReadonlySet<string> = new Set([
  'answer',
  'detailed_guidance',
  'detailed_guide',
  'guide',
  'hmrc_manual_section',
  'html_publication',
  'manual_section',
])

/**
 * Reads a content item. A publication gives its attachments, a manual its sections and a guide of several parts its
 * parts; a collection gives none, as its members are documents of their own. `updated_at` is when the item was indexed
 * and says nothing of the document. Only major updates are in the history. `site` is where its paths start from.
 */
export function readContentItem(body: Uint8Array, site: string): LandingReading {
  const item = parseItem(body)
  if (item === null) return notLanding('not_the_document', 'no content item: the answer is not the JSON of one')
  const path = item.base_path ?? '/'
  const address = absoluteAddress(path, site) ?? site
  const kinds = [item.schema_name ?? '', item.document_type ?? '']
  if (kinds.includes('gone')) {
    const detail = tidy((item.details.explanation ?? '').replaceAll(/<[^<>]*>/g, ' ')).slice(0, 200)
    const moved = item.details.alternative_path ?? ''
    return notLanding('gone', detail || 'unpublished', moved === '' ? null : absoluteAddress(moved, site))
  }
  if (kinds.includes('redirect')) {
    const target = item.redirects.find((redirect) => redirect.path === path) ?? item.redirects[0]
    const moved = target === undefined ? null : absoluteAddress(target.destination, site)
    return notLanding('replaced', `the path now leads to ${moved ?? 'nowhere'}`, moved)
  }
  const history = historyOf(item)
  const attachments = attachmentsOf(item, { address, site })
  const written = bodyLength(item.details.body)
  const isPage =
    kinds.includes('html_publication') ||
    (kinds.some((kind) => pages.has(kind)) && (written >= leastText || attachments.length === 0))
  return {
    ok: true,
    landing: {
      title: item.title ?? null,
      published: extreme([item.details.first_public_at, item.first_published_at], history.at(-1)?.date, 'first'),
      updated: extreme([item.public_updated_at, item.details.public_timestamp], history[0]?.date, 'last'),
      withdrawn: readTimestamp(item.withdrawn_notice?.withdrawn_at),
      history,
      attachments,
      isDocument: isPage && !attachments.some(({ kind }) => kind === 'section'),
    },
  }
}

function parseItem(body: Uint8Array): ContentItem | null {
  try {
    const item = contentItem.safeParse(JSON.parse(new TextDecoder().decode(body)))
    const isItem = item.success && (item.data.document_type ?? item.data.schema_name ?? null) !== null
    return isItem ? item.data : null
  } catch {
    return null
  }
}

/** Migrations left a first_published_at later than the first note, and a public_updated_at earlier than the last. */
function extreme(
  stamps: readonly (string | null | undefined)[],
  noted: string | undefined,
  which: 'first' | 'last',
): string | null {
  const dates = [...stamps.map(readTimestamp), noted ?? null].filter((date) => date !== null).toSorted()
  return (which === 'first' ? dates[0] : dates.at(-1)) ?? null
}

function historyOf({ details: { change_history, change_notes } }: ContentItem): ChangeNote[] {
  const notes = [
    ...change_history.map(({ public_timestamp, note }) => ({ stamp: public_timestamp, note: note ?? '' })),
    ...change_notes.map(({ published_at, title, change_note }) => ({
      stamp: published_at,
      note: [title, change_note].filter((part) => (part ?? '') !== '').join(': '),
    })),
  ]
  return notes
    .flatMap(({ stamp, note }) => {
      const date = readTimestamp(stamp)
      return date === null ? [] : [{ date, note: tidy(note) }]
    })
    .toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
}

interface Place {
  /** Of the item itself. */
  readonly address: string
  readonly site: string
}

function attachmentsOf(item: ContentItem, { address, site }: Place): Attachment[] {
  const listed = item.details.attachments.flatMap((one): Attachment[] => {
    const url = absoluteAddress(one.url, site)
    if (url === null) return []
    const declared = one.attachment_type
    const kind =
      declared === 'file' || declared === 'html' || declared === 'external' ? declared : govukKindOf(url, site)
    const mediaType = one.content_type ?? mediaTypeOfAddress(url)
    return [{ url, title: tidy(one.title ?? ''), kind, mediaType, locale: one.locale ?? null }]
  })
  const found = listed.length > 0 ? listed : renderedAttachments(item, site)
  const sections = item.details.child_section_groups.flatMap(({ child_sections }) =>
    child_sections.map(({ title, base_path }) => ({ title: title ?? '', path: base_path })),
  )
  // The first part of a guide is at the guide's own address.
  const { parts } = item.details
  const spread =
    parts.length < 2
      ? sections
      : parts.map(({ title, slug }, at) => ({ title, path: at === 0 ? address : `${address}/${slug}` }))
  return [
    ...found,
    ...spread.flatMap(({ title, path }): Attachment[] => {
      const url = absoluteAddress(path, site)
      return url === null ? [] : [{ url, title, kind: 'section', mediaType: null, locale: item.locale ?? null }]
    }),
  ]
}

/** Items from before `attachments` hold them as rendered HTML, and their HTML publications as children. */
function renderedAttachments(item: ContentItem, site: string): Attachment[] {
  const rendered = readGovukAttachments(load(item.details.documents.join('\n')), site)
  const known = new Set(rendered.map(({ url }) => url))
  const children = item.links.children.flatMap((child): Attachment[] => {
    const url = child.document_type === 'html_publication' ? absoluteAddress(child.base_path, site) : null
    if (url === null || known.has(url)) return []
    return [{ url, title: tidy(child.title ?? ''), kind: 'html', mediaType: null, locale: child.locale ?? null }]
  })
  return [...rendered, ...children]
}

function bodyLength(body: unknown): number {
  const whole =
    typeof body === 'string'
      ? body
      : listOf(z.object({ content: z.string() }))
          .parse(body)
          .map(({ content }) => content)
          .join(' ')
  return tidy(whole.replaceAll(/<[^<>]*>/g, ' ')).length
}
