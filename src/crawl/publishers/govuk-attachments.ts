import type { CheerioAPI } from 'cheerio'
import { isGovukHost } from './govuk-site.ts'
import { absoluteAddress, attachmentsOf, linkTitle, mediaTypeOfAddress, type PageNodes } from './page-links.ts'
import type { Attachment } from './publisher.ts'

/** Where GOV.UK lists a publication's files: today's component, that of 2013 to 2020, and the plainer one before it. */
const components = 'section.gem-c-attachment, section.attachment, .gem-c-attachment, div.attachment, li.attachment'
const titleLinks = '.gem-c-attachment__title a[href], .gem-c-attachment__link[href], .title a[href]'

/** Addresses of uploaded files, on the assets host and, until 2018, on the site's own. */
const uploads = /^\/(?:media\/[0-9a-f]{24}\/|government\/uploads\/)/

/** What kind of attachment an address is that a page of GOV.UK, at `base`, links to. */
export function govukKindOf(address: string, base: string): Attachment['kind'] {
  const { hostname, pathname } = new URL(address)
  if (/^assets(?:\.[a-z-]+)*\.(?:publishing\.service\.)?gov\.uk$/.test(hostname)) return 'file'
  if (!isGovukHost(hostname) && hostname !== new URL(base).hostname) return 'external'
  return uploads.test(pathname) || mediaTypeOfAddress(address) !== null ? 'file' : 'html'
}

/** The attachments that GOV.UK's components for them show, in the order of the page. */
export function readGovukAttachments($: CheerioAPI, base: string): Attachment[] {
  const links = $(components)
    .toArray()
    .flatMap((node) => {
      const titled = $(node).find(titleLinks)
      const link =
        titled.length > 0 ? titled : $(node).find('a[href]:not([aria-hidden=true], .thumbnail, [href^="mailto:"])')
      return link.toArray().slice(0, 1)
    })
  return withKinds($, $(links), base)
}

/** Plain links to uploaded files, for pages that show no component. */
export function readUploadLinks($: CheerioAPI, scope: string, base: string): Attachment[] {
  const links = $(`${scope} a[href]`)
    .toArray()
    .filter((node) => {
      const url = absoluteAddress($(node).attr('href'), base)
      return url !== null && govukKindOf(url, base) === 'file'
    })
  return withKinds($, $(links), base)
}

function withKinds($: CheerioAPI, links: PageNodes, base: string): Attachment[] {
  return attachmentsOf($, links, { base, kind: 'html' }).map((attachment) => ({
    ...attachment,
    title: linkTitle(attachment.title),
    kind: govukKindOf(attachment.url, base),
  }))
}
