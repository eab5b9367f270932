import { readPage } from './open-page.ts'
import type { Publisher } from './publisher.ts'
import { readByRules, type PageRules } from './read-by-rules.ts'

/** What most sites have in common. */
const rules: PageRules = {
  main: ['main', '[role=main]', 'article', '#main-content', '#content', '#main', '.content'],
  ignore: [
    'nav, aside, body > header, body > footer, [role=navigation], [role=banner], [role=contentinfo], [role=complementary]',
    '[hidden], form, [class*=breadcrumb i], [class*=cookie i], [id*=cookie i], [class*=related i], [class*=social i]',
  ],
  title: ['main h1', 'article h1', 'h1'],
  published: {
    elements: [
      'meta[property="article:published_time"]',
      '[itemprop=datePublished]',
      'time.published',
      'time.entry-date:not(.updated)',
    ],
    label:
      /(?:first |date |originally )?published(?: date)?|publication date|date of publication|(?:date )?issued|date of issue/,
  },
  updated: {
    elements: ['meta[property="article:modified_time"]', '[itemprop=dateModified]', 'time.updated'],
    label: /(?:last |date )(?:updated|reviewed|modified|amended|revised)|\bupdated|\brevised/,
  },
  withdrawn: { elements: [], label: /\bwithdrawn/ },
  history: null,
  files: [],
  sections: [],
  text: ['main', '[role=main]', 'article', '#main-content', '#content', '#main', 'body'],
}

/** Any page with links: the publisher of last resort, which recognises every address. */
export const page: Publisher = {
  id: 'page',
  recognises: () => true,
  liveAddresses: ({ href }) => [href],
  readLanding: (body, { url }) => readPage(body, url, (opened) => readByRules(opened, rules)),
}
