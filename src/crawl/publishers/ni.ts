import { notRecorded } from './not-recorded.ts'
import { readPage } from './open-page.ts'
import type { Publisher } from './publisher.ts'
import { readByRules, type PageRules } from './read-by-rules.ts'

/** The one code base of the departments (dof-dss/nicsdru_dept); its field names serve today's pages, the labels all. */
const rules: PageRules = {
  main: ['main', '#main-content', '[role=main]', '#content'],
  ignore: ['nav, .breadcrumb, footer, #feedback, .share, [class*=cookie i], [class*=related i]'],
  title: ['main h1', 'h1'],
  published: {
    elements: ['[class*=field-published-date] time', '[class*=field_published_date] time'],
    label: /date published/,
  },
  updated: {
    elements: ['[class*=field-last-updated] time', '[class*=field_last_updated] time'],
    label: /last updated/,
  },
  withdrawn: notRecorded,
  history: null,
  files: [],
  sections: [],
  text: ['main article', 'main', '#main-content', '[role=main]'],
}

/**
 * The departments of Northern Ireland (health-ni, education-ni, justice-ni …). Their robots.txt keeps machines from PDF
 * and office files, so that a landing page can be read but its files are supplied by hand or come from an archive.
 */
export const ni: Publisher = {
  id: 'ni',
  recognises: ({ hostname }) => /^(?:www\.)?(?:[a-z]+-ni|northernireland)\.gov\.uk$/.test(hostname),
  liveAddresses: ({ href }) => [href],
  readLanding: (body, { url }) => readPage(body, url, (page) => readByRules(page, rules)),
}
