import type { CheerioAPI } from 'cheerio'
import { findDate, readTimestamp } from './find-date.ts'
import type { OpenPage } from './open-page.ts'
import { attachmentsOf, spacedText, tidy } from './page-links.ts'
import type { Attachment, ChangeNote, Landing } from './publisher.ts'

/** Where a page states a date: elements first, then the words after which it stands. */
export interface DateRule {
  /** CSS selectors; `datetime` or `content` of the element is read before its text. */
  readonly elements: readonly string[]
  /** Words before the date, such as `First published`; a colon, "on" and a weekday may follow. */
  readonly label: RegExp | null
}

/** How the pages of a publisher are laid out. All selectors are CSS; of lists, the first that is on the page counts. */
export interface PageRules {
  /** What holds the document's own part of the page. */
  readonly main: readonly string[]
  /** Taken out first: what is not the document's own. */
  readonly ignore: readonly string[]
  readonly title: readonly string[]
  readonly published: DateRule
  readonly updated: DateRule
  readonly withdrawn: DateRule
  /** Dated notes of changes; null where the publisher shows none. */
  readonly history: { readonly item: string; readonly note: string } | null
  /** Links that are files whatever their addresses; besides them all links of the main part that end like one. */
  readonly files: readonly string[]
  /** Links to the pages over which one document is spread, in order. */
  readonly sections: readonly string[]
  /** What holds the text where the page is itself the document. */
  readonly text: readonly string[]
}

/** Characters from which a page without files counts as the document: about a printed page. */
export const leastText = 1500

function firstOf($: CheerioAPI, selectors: readonly string[]): string | null {
  return selectors.find((selector) => $(selector).length > 0) ?? null
}

function dateByRule(
  $: CheerioAPI,
  rule: DateRule,
  options: { readonly text: string; readonly month: 'none' | 'last' },
) {
  for (const selector of rule.elements) {
    const element = $(selector).first()
    if (element.length === 0) continue
    const stamped = element.attr('datetime') ?? element.attr('content') ?? element.find('time').attr('datetime')
    const date = readTimestamp(stamped) ?? findDate(tidy(element.text()), options)?.date ?? null
    if (date !== null) return date
  }
  if (rule.label === null) return null
  for (const match of options.text.matchAll(new RegExp(rule.label, 'gi'))) {
    const after = options.text.slice(match.index + match[0].length).slice(0, 60)
    const found = findDate(after, options)
    if (found !== null && /^[\s:–-]*(?:(?:on|in)\s+)?(?:[a-z]+day,?\s+)?$/i.test(after.slice(0, found.index))) {
      return found.date
    }
  }
  return null
}

function historyOf($: CheerioAPI, rule: PageRules['history']): ChangeNote[] {
  if (rule === null) return []
  const notes = $(rule.item)
    .toArray()
    .flatMap((node) => {
      const item = $(node)
      const stamped = readTimestamp(item.find('time[datetime]').first().attr('datetime'))
      const date = stamped ?? findDate(tidy(item.text()))?.date ?? null
      if (date === null) return []
      const own = item.find(rule.note)
      if (own.length === 0) item.find('time').remove()
      return [{ date, note: tidy((own.length === 0 ? item : own.first()).text()) }]
    })
  return notes.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
}

function siteTitle(text: string): string {
  return tidy(text).replace(/\s+[|–—-]\s+[^|–—]{2,60}$/, '')
}

/** Characters of the text that the rules look for a document in. */
export function writtenLength($: CheerioAPI, rules: PageRules): number {
  const body = firstOf($, rules.text)
  return body === null ? 0 : tidy($(body).text()).length
}

/** Reads a page by the rules of its publisher; what the rules do not find is null or empty. */
export function readByRules({ $, base }: OpenPage, rules: PageRules): Landing {
  for (const selector of rules.ignore) $(selector).remove()
  const main = firstOf($, rules.main) ?? 'body'
  const titled = firstOf($, rules.title)
  const heading = titled === null ? '' : tidy($(titled).first().text())
  const text = spacedText($(main).first())
  const history = historyOf($, rules.history)
  const named = firstOf($, rules.files)
  const files: Attachment[] = attachmentsOf($, $(`${main} a[href]`), { base })
  if (named !== null) {
    const known = new Set(files.map(({ url }) => url))
    files.push(...attachmentsOf($, $(named), { base, kind: 'file' }).filter(({ url }) => !known.has(url)))
  }
  const spread = firstOf($, rules.sections)
  const sections = spread === null ? [] : attachmentsOf($, $(spread), { base, kind: 'section' })
  const updated = dateByRule($, rules.updated, { text, month: 'last' })
  const published = dateByRule($, rules.published, { text, month: 'none' })
  return {
    title: heading || siteTitle($('title').first().text()) || null,
    published: published ?? history.at(-1)?.date ?? null,
    updated: [updated, history[0]?.date ?? null].reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null),
    withdrawn: dateByRule($, rules.withdrawn, { text, month: 'none' }),
    history,
    attachments: [...files, ...sections],
    isDocument: files.length === 0 && sections.length < 2 && writtenLength($, rules) >= leastText,
  }
}
