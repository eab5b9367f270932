import { notRecorded } from './not-recorded.ts'
import { readPage } from './open-page.ts'
import type { Publisher } from './publisher.ts'
import { readByRules, type PageRules } from './read-by-rules.ts'

/** The words of the labels were seen on real pages; the class names were not, and no reading depends on them. */
const rules: PageRules = {
  main: ['main', '#main-content', '[role=main]', '#content'],
  ignore: ['nav, .breadcrumb, #block-breadcrumbs, .share, .social, footer, .footer, .cookie, [class*=cookie i]'],
  title: ['main h1', 'h1'],
  published: { elements: [], label: /(?:first )?published/ },
  updated: { elements: [], label: /last updated/ },
  withdrawn: notRecorded,
  history: null,
  files: [],
  sections: [],
  text: ['main', '#main-content', '[role=main]'],
}

/** gov.wales and its Welsh twin llyw.cymru, whose pages have slugs of their own. */
export const govWales: Publisher = {
  id: 'gov-wales',
  recognises: ({ hostname }) => /^(?:www\.)?(?:gov\.wales|llyw\.cymru)$/.test(hostname),
  liveAddresses: ({ href }) => [href],
  readLanding: (body, { url }) => readPage(body, url, (page) => readByRules(page, rules)),
}
