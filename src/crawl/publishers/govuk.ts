import { readContentItem } from './govuk-content-item.ts'
import { readGovukPage } from './govuk-page.ts'
import { govukSiteOf, isGovukHost } from './govuk-site.ts'
import { readPage } from './open-page.ts'
import type { Publisher } from './publisher.ts'

function looksLikeJson(body: Uint8Array, mediaType: string | null): boolean {
  if (mediaType !== null) return mediaType === 'application/json' || mediaType.endsWith('+json')
  return String.fromCharCode(...body.subarray(0, 64))
    .trimStart()
    .startsWith('{')
}

/** GOV.UK: the Content API first, which tells dates and files apart without guessing, then the page. */
export const govuk: Publisher = {
  id: 'govuk',
  recognises: ({ hostname }) => isGovukHost(hostname),
  liveAddresses: ({ href, pathname }) => {
    const site = govukSiteOf(href)
    // A slash or full stop at the end is redirected away.
    const path = pathname.replace(/[/.]+$/, '').replace(/^\/api\/content(?=\/)/, '')
    return [`${site}/api/content${path}`, `${site}${path}`]
  },
  readLanding: (body, { url, mediaType }) =>
    looksLikeJson(body, mediaType)
      ? readContentItem(body, govukSiteOf(url))
      : readPage(body, url, (page) => readGovukPage(page, url)),
}
