import { readPage } from './open-page.ts'
import type { Publisher } from './publisher.ts'
import { readByRules, type PageRules } from './read-by-rules.ts'

/** The paths of chapters were seen; that of the PDF, which has no ending, is from memory and unverified. */
const rules: PageRules = {
  main: ['main', '#content-start', '[role=main]', '#content'],
  ignore: ['.breadcrumbs, footer, [class*=cookie i], [class*=related i]'],
  title: ['main h1', 'h1'],
  published: { elements: ['[itemprop=datePublished]'], label: /published(?: date)?/ },
  updated: { elements: ['[itemprop=dateModified]'], label: /last updated/ },
  withdrawn: { elements: [], label: /(?:was|has been) withdrawn on/ },
  history: null,
  files: ['a[href*="/resources/"][href*="-pdf-"]'],
  sections: ['a[href*="/guidance/"][href*="/chapter/"]'],
  text: ['div.chapter', 'main'],
}

/** NICE: a guideline is a file and a row of chapter pages. */
export const nice: Publisher = {
  id: 'nice',
  recognises: ({ hostname }) => hostname === 'www.nice.org.uk' || hostname === 'nice.org.uk',
  liveAddresses: ({ pathname }) => [`https://www.nice.org.uk${pathname}`],
  readLanding: (body, { url }) => readPage(body, url, (page) => readByRules(page, rules)),
}
