/** Hosts of GOV.UK itself. */
export function isGovukHost(hostname: string): boolean {
  return hostname === 'www.gov.uk' || hostname === 'gov.uk'
}

/**
 * The site that an address belongs to, such as `https://www.gov.uk`: that one for all spellings of its host; else the
 * address's own, where a registry says that another site is laid out like GOV.UK.
 */
export function govukSiteOf(address: string): string {
  const { hostname, origin } = new URL(address)
  return isGovukHost(hostname) ? 'https://www.gov.uk' : origin
}
