import { publishers } from './publishers/index.ts'

/** Ids that the column `publisher` of a registry may take. */
export const publisherIds = publishers.map(({ id }) => id)

/** Hosts of files that a publisher's landing pages link to, beside its own. */
const fileHosts: Readonly<Record<string, readonly string[]>> = { govuk: ['assets.publishing.service.gov.uk'] }

/**
 * Whether an address is a publisher's own. Any page may be one of `page`, which has no rules of its own, so there the
 * host of the landing page decides, with or without `www.`.
 */
export function isOnHostOf(publisherId: string, url: string, landing: string | null): boolean {
  const address = new URL(url)
  // A name under .example belongs to nobody (RFC 2606): what is served there imitates the publisher.
  const isImitation = landing !== null && new URL(landing).hostname.endsWith('.example')
  if (publisherId === 'page' || isImitation) {
    return landing === null || withoutWww(address.hostname) === withoutWww(new URL(landing).hostname)
  }
  const publisher = publishers.find(({ id }) => id === publisherId)
  return publisher?.recognises(address) === true || fileHosts[publisherId]?.includes(address.hostname) === true
}

function withoutWww(hostname: string): string {
  return hostname.replace(/^www\./, '')
}
