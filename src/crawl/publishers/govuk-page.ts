import type { CheerioAPI } from 'cheerio'
import { govukKindOf, readGovukAttachments, readUploadLinks } from './govuk-attachments.ts'
import { govukSiteOf } from './govuk-site.ts'
import type { OpenPage } from './open-page.ts'
import { absoluteAddress, attachmentsOf } from './page-links.ts'
import type { Attachment, Landing } from './publisher.ts'
import { leastText, readByRules, writtenLength, type PageRules } from './read-by-rules.ts'

/** Layouts from 2013 to today: alphagov/whitehall, government-frontend and frontend in their time. */
const rules: PageRules = {
  main: ['main#content', '#content', 'main', '#wrapper'],
  ignore: [
    '.gem-c-breadcrumbs, .govuk-breadcrumbs, .gem-c-contextual-breadcrumbs, .gem-c-contextual-sidebar, .gem-c-feedback',
    '.related-container, .gem-c-related-navigation, .govuk-beta-label, .sidebar-taxon, #global-cookie-message, #footer',
    '.gem-c-contextual-footer, .gem-c-print-link, .gem-c-single-page-notification-button, .share-buttons',
    // Titles of other documents and withdrawn editions, whose dates are not the page's.
    '.gem-c-devolved-nations, .gem-c-step-nav, .gem-c-step-nav-related',
  ],
  title: [
    'main h1.gem-c-title__text',
    'main .gem-c-heading__text',
    '.govuk-title h1',
    'main h1:not(.section-title)',
    'h1',
  ],
  published: {
    elements: ['.history-information .published', 'abbr.published', 'time.published'],
    label: /(?:first )?published:?/,
  },
  updated: { elements: ['.history-information .updated', 'abbr.updated'], label: /(?:last )?updated:?/ },
  withdrawn: {
    elements: ['.withdrawal-notice time', '.gem-c-notice time', '.archive-notice time'],
    label: /was (?:withdrawn|archived) on/,
  },
  history: {
    item: '#full-history li, #full-publication-update-history li, .change-notes li, .history-notes li, .js-changes dd',
    note: 'p, .gem-c-published-dates__change-note',
  },
  files: [],
  sections: [],
  text: ['.gem-c-govspeak', '.govspeak', '.gem-c-govspeak-html-publication', '.manual-body', '#contents'],
}

/** What kind of page it is, as its head, its main element's class or its path says. */
function kindOf($: CheerioAPI, path: string): string {
  const meta = $('meta[name="govuk:schema-name"]').attr('content') ?? $('meta[name="govuk:format"]').attr('content')
  const declared = meta ?? $('main').attr('class')?.split(/\s+/)[0] ?? ''
  if (/^(?:publication|consultation|(?:document_|document-)?collection)$/.test(declared)) return declared
  if (path.startsWith('/government/collections/')) return 'document_collection'
  if (/^\/government\/(?:publications|consultations)\/[^/]+$/.test(path)) return 'publication'
  return declared === '' && /^\/government\/publications\/[^/]+\/./.test(path) ? 'html_publication' : declared
}

/** Pages below a path: HTML publications of a publication, sections of a manual, parts of a guide. */
function pagesBelow({ $, base }: OpenPage, path: string): Attachment[] {
  const links = $('main a[href], #content a[href]')
    .toArray()
    .filter((node) => {
      const url = absoluteAddress($(node).attr('href'), base)
      if (url === null || govukKindOf(url, base) !== 'html') return false
      const below = new URL(url).pathname
      return below.startsWith(`${path}/`) && !/\/(?:print|updates|email-signup)$/.test(below)
    })
  return attachmentsOf($, $(links), { base, kind: 'html' })
}

/** Reads a page of GOV.UK, live or as an archive captured it; gives what the Content API would, as far as it shows. */
export function readGovukPage(page: OpenPage, url: string): Landing {
  const { $, base } = page
  const path = new URL(url).pathname.replace(/[/.]+$/, '')
  const kind = kindOf($, path)
  const listed = readGovukAttachments($, base)
  const below = pagesBelow(page, path)
  const isCollection = kind.endsWith('collection')
  const hasFiles = kind === 'publication' || kind === 'consultation'
  const linked = listed.length > 0 || isCollection ? [] : readUploadLinks($, 'main, #content', base)
  const spread = hasFiles || isCollection || kind === 'html_publication' ? [] : below
  // A guide shows its first part at its own address and links the others; a manual's address shows its contents.
  const isGuide = !/^\/(?:guidance|government|hmrc-internal-manuals)\//.test(path)
  const first: Attachment = {
    url: `${govukSiteOf(url)}${path}`,
    title: '',
    kind: 'section',
    mediaType: null,
    locale: null,
  }
  const landing = readByRules(page, rules)
  const sections = [
    ...(isGuide && spread.length > 0 ? [{ ...first, title: landing.title ?? '' }] : []),
    ...spread.map((section) => ({ ...section, kind: 'section' as const })),
  ]
  const known = new Set(listed.map((attachment) => attachment.url))
  const attachments = [
    ...listed,
    ...(hasFiles ? below.filter((attachment) => !known.has(attachment.url)) : []),
    ...linked,
    ...sections,
  ]
  // Files that a guide links are side material; a publication's body only introduces its files.
  const isPage = !hasFiles && !isCollection && sections.length === 0
  return {
    ...landing,
    attachments,
    isDocument: isPage && (kind === 'html_publication' || writtenLength($, rules) >= leastText),
  }
}
