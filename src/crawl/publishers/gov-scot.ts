import { notRecorded } from './not-recorded.ts'
import { readPage } from './open-page.ts'
import type { Publisher } from './publisher.ts'
import { readByRules, type PageRules } from './read-by-rules.ts'

/** The layout of scottishgovernment/gov-scot, as its sources had it in August 2026. */
const rules: PageRules = {
  main: ['main', '#main-content', '#page-content'],
  ignore: ['.ds_breadcrumbs, .ds_feedback, #feedback, .ds_site-header, .ds_site-footer, .ds_notification'],
  title: ['.ds_page-header__title', 'main h1', 'h1'],
  published: { elements: ['#sg-meta__publication-date'], label: /(?:first )?published/ },
  updated: { elements: ['#sg-meta__last-updated-date'], label: /last updated/ },
  withdrawn: notRecorded,
  history: { item: '#full-history ol li', note: '.gov_history-list__content' },
  files: ['.ds_file-download a.ds_file-download__title'],
  sections: ['nav.ds_side-navigation a.js-publication-navigation', 'nav.ds_side-navigation a[data-page-index]'],
  text: ['div.publication-body', 'div.publication-content'],
}

/** gov.scot: publications on one page or several, with files beside them; addresses end with a slash. */
export const govScot: Publisher = {
  id: 'gov-scot',
  recognises: ({ hostname }) => /^(?:www\.)?gov\.scot$/.test(hostname),
  liveAddresses: ({ pathname, search }) => {
    const needsSlash = !pathname.endsWith('/') && !(pathname.split('/').at(-1) ?? '').includes('.')
    return [`https://www.gov.scot${pathname}${needsSlash ? '/' : ''}${search}`]
  },
  readLanding: (body, { url }) => readPage(body, url, (page) => readByRules(page, rules)),
}
