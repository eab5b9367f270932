/* Sitemaps: https://www.sitemaps.org/protocol.html; feeds as sitemaps are in it too. */
import { gunzipSync } from 'node:zlib'
import { readTimestamp } from '../publishers/find-date.ts'
import { absoluteAddress, tidy } from '../publishers/page-links.ts'
import { addressKey, matchQuery, type Candidate } from './candidate.ts'
import { scanXml, unescapeXml } from './scan-xml.ts'

/** A page that a sitemap lists. */
export interface SitemapEntry {
  readonly url: string
  /** `YYYY-MM-DD`; null where it states none. */
  readonly lastModified: string | null
}

/** What a sitemap file holds: pages, or (an index) addresses of further sitemaps. `cut` where a limit was met. */
export type SitemapReading =
  | {
      readonly ok: true
      readonly pages: readonly SitemapEntry[]
      readonly sitemaps: readonly string[]
      readonly cut: boolean
    }
  | { readonly ok: false; readonly detail: string }

/** The protocol's own limits for one file. */
const maxBytes = 50 * 1024 * 1024
const maxEntries = 50_000

function unpacked(body: Uint8Array): Uint8Array | null {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes })
  } catch {
    return null
  }
}

/**
 * Reads a sitemap, an index of sitemaps, a feed (RSS, Atom) or a plain list of addresses, packed with gzip or not. The
 * namespace is not looked at, since many files state a wrong one; addresses of images and videos are not pages.
 */
export function readSitemap(body: Uint8Array, url: string): SitemapReading {
  const bytes = unpacked(body)
  if (bytes === null || bytes.byteLength > maxBytes) {
    return { ok: false, detail: `damaged, or more than ${maxBytes} bytes once unpacked` }
  }
  const text = new TextDecoder().decode(bytes)
  if (text.trimStart().startsWith('<')) return readXml(text, url)
  const lines = text.split(/\r\n|\n|\r/, maxEntries + 1)
  const pages = lines.slice(0, maxEntries).flatMap((line) => {
    const address = /^\s*https?:\/\//i.test(line) ? absoluteAddress(line, url) : null
    return address === null ? [] : [{ url: address, lastModified: null }]
  })
  if (pages.length === 0 && text.trim() !== '') return { ok: false, detail: 'neither XML nor a list of addresses' }
  return { ok: true, pages, sitemaps: [], cut: lines.length > maxEntries }
}

const roots: ReadonlySet<string> = new Set(['urlset', 'sitemapindex', 'rss', 'feed', 'rdf'])
const entries: ReadonlySet<string> = new Set(['url', 'sitemap', 'item', 'entry'])
const dateNames: ReadonlySet<string> = new Set(['lastmod', 'updated', 'pubdate', 'published'])

function readXml(xml: string, base: string): SitemapReading {
  const pages: SitemapEntry[] = []
  const sitemaps: string[] = []
  let isKnown = false
  let address: string | null = null
  let lastModified: string | null = null
  for (const event of scanXml(xml)) {
    if (pages.length + sitemaps.length >= maxEntries) return { ok: true, pages, sitemaps, cut: true }
    const { name, parent } = event
    if (event.kind === 'open') {
      isKnown ||= parent === '' && roots.has(name)
      if (entries.has(name)) [address, lastModified] = [null, null]
      else if (name === 'link' && parent === 'entry') address ??= linkedFrom(event.attributes, base)
    } else if (entries.has(name)) {
      // Some indexes write the address straight into the element.
      if (name === 'sitemap') address ??= absoluteAddress(event.text, base)
      if (address !== null && name === 'sitemap') sitemaps.push(address)
      else if (address !== null) pages.push({ url: address, lastModified })
    } else if (entries.has(parent)) {
      if (name === 'loc' || (parent === 'item' && name === 'link')) address = absoluteAddress(event.text, base)
      if (name === 'guid' && /^https?:/i.test(event.text)) address ??= absoluteAddress(event.text, base)
      if (dateNames.has(name)) lastModified ??= dateOf(event.text)
    }
  }
  if (!isKnown) return { ok: false, detail: 'XML, but neither a sitemap nor a feed' }
  return { ok: true, pages, sitemaps, cut: false }
}

function linkedFrom(attributes: string, base: string): string | null {
  const relation = /\brel\s*=\s*["']([^"']*)/i.exec(attributes)?.[1] ?? 'alternate'
  const href = /\bhref\s*=\s*["']([^"']*)/i.exec(attributes)?.[1]
  return relation === 'alternate' && href !== undefined ? absoluteAddress(unescapeXml(href), base) : null
}

function dateOf(text: string): string | null {
  const stamped = readTimestamp(text)
  if (stamped !== null) return stamped
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : readTimestamp(new Date(time).toISOString())
}

/** The pages of a sitemap whose address has the words of a query, as candidates: a sitemap has no titles. */
export function sitemapCandidates(
  pages: readonly SitemapEntry[],
  { queries, sitemap }: { readonly queries: readonly string[]; readonly sitemap: string },
): Candidate[] {
  return pages.flatMap(({ url, lastModified }): Candidate[] => {
    const slug = tidy(
      addressKey(url)
        .replace(/^[^/]*/, '')
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' '),
    )
    const query = matchQuery(slug, queries)
    if (query === null) return []
    return [{ url, title: '', source: 'sitemap', why: `in ${sitemap}, for “${query}”`, publicTimestamp: lastModified }]
  })
}
