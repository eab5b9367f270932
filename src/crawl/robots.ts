import robotsParser from 'robots-parser'
import type { FailureReason } from '../model/outcome.ts'
import { decodeBody } from './decode-body.ts'
import type { Exchange } from './exchange.ts'
import { findChallenge, judgeAnswer } from './judge-answer.ts'
import type { PoliteRequest } from './polite-requests.ts'

/** Whether a site lets a machine ask for an address. */
export type Permission =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

/** The rules of one robots.txt. */
export interface RobotsRules {
  allows(url: URL): boolean
  /** Seconds between requests that it asks for; null where it asks none. */
  readonly delay: number | null
}

// The package's types describe an ES module, but it is the CommonJS kind, whose default import is the function itself.
const readRules = robotsParser as unknown as typeof robotsParser.default

const productToken = 'policylens'
const mostBytes = 500 * 1024
const mostRedirects = 5
const longestDelay = 60

// Rules with stars cost a comparison the product of their length and the address's. Real files hold less than 2 KB.
const mostWildcards = 64 * 1024

const records = /^\s*(user-agent|allow|disallow|crawl-delay)\s*:/i
// A product token is letters, hyphens and underscores; what follows it is for people (RFC 9309, 2.2.1).
const agentLine = /^(\s*user-agent\s*:\s*)([a-z_-]+|\*).*$/i

/**
 * Reads a robots.txt (RFC 9309) as the rules for this crawler. `url` is that of the file, whose origin the rules are
 * for. A file with so many wildcards that comparing would take seconds is read as forbidding everything.
 */
export function parseRobots(url: URL, text: string): RobotsRules {
  // Other records (a Sitemap between two groups) must not end a group, as the parser would have it; and a run of stars
  // means one, but costs the parser as many steps.
  const lines = text
    .split(/\r\n|\r|\n/)
    .filter((line) => records.test(line))
    .map((line) => line.replace(/\*{2,}/g, '*').replace(agentLine, '$1$2'))
  const wildcards = lines.reduce((sum, line) => sum + (line.includes('*') ? line.length : 0), 0)
  if (wildcards > mostWildcards) return { allows: () => false, delay: null }
  const rules = readRules(url.href, lines.join('\n'))
  const delay = rules.getCrawlDelay(productToken)
  return {
    allows: (address) => rules.isAllowed(address.href, productToken) !== false,
    delay: delay === undefined || !(delay > 0) ? null : delay,
  }
}

/** Asks each site for its robots.txt once, and answers from it. */
export interface RobotsGate {
  /** Exchanges of a robots.txt are added to those of the fetch that first needed it. */
  check(url: URL, exchanges: Exchange[]): Promise<Permission>
}

type SiteRules = { readonly ok: true; readonly rules: RobotsRules | null } | (Permission & { readonly ok: false })

/**
 * A gate that reads robots.txt by RFC 9309: a site that has none (4xx) allows everything; one whose robots.txt cannot
 * be had (5xx, no answer) allows nothing, and the failure is then that of robots.txt, to be tried again another day.
 * Unlike other 4xx, 429 and a challenge are refusals. `Crawl-delay` is honoured up to a minute through `onDelay`.
 */
export function createRobotsGate(options: {
  readonly request: PoliteRequest
  readonly onDelay: (host: string, seconds: number) => void
}): RobotsGate {
  const sites = new Map<string, Promise<SiteRules>>()

  async function readSite(site: URL, exchanges: Exchange[]): Promise<SiteRules> {
    let address = new URL('/robots.txt', site)
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const sent = await options.request(address, { maxBytes: mostBytes, longer: 'truncate', exchanges })
      if (!sent.ok) return { ...sent, detail: `its robots.txt: ${sent.detail}` }
      const { response } = sent.exchange
      const verdict = judgeAnswer(response)
      if (verdict.kind === 'document') return read(site, response)
      if (verdict.kind === 'failure') {
        const { status } = response
        const none = (status >= 400 && status < 500 && status !== 429) || status === 204 || status === 205
        if (none && findChallenge(response) === null) return { ok: true, rules: null }
        return { ok: false, reason: verdict.reason, detail: `its robots.txt: ${verdict.detail}` }
      }
      const next = URL.canParse(verdict.location, address.href) ? new URL(verdict.location, address) : null
      if (next === null || !/^https?:$/.test(next.protocol)) return { ok: true, rules: null }
      address = next
    }
    // RFC 9309, 2.3.1.2: after five redirects it may be taken as not there.
    return { ok: true, rules: null }
  }

  async function read(site: URL, response: Exchange['response']): Promise<SiteRules> {
    const decoded = await decodeBody(response.body, response.headers, { maxBytes: mostBytes, longer: 'truncate' })
    if (!decoded.ok) return { ...decoded, detail: `its robots.txt: ${decoded.detail}` }
    let text = new TextDecoder().decode(decoded.body)
    // A rule cut in its middle would be another rule.
    if (response.truncated || decoded.body.byteLength === mostBytes) text = text.slice(0, text.lastIndexOf('\n') + 1)
    const rules = parseRobots(new URL('/robots.txt', site), text)
    if (rules.delay !== null) options.onDelay(site.hostname, Math.min(rules.delay, longestDelay))
    return { ok: true, rules }
  }

  return {
    async check(url, exchanges) {
      const known = sites.get(url.origin)
      const pending = known ?? readSite(url, exchanges)
      if (known === undefined) sites.set(url.origin, pending)
      const site = await pending
      if (!site.ok) return site
      if (site.rules === null || site.rules.allows(url)) return { ok: true }
      return { ok: false, reason: 'robots', detail: `robots.txt of ${url.origin} forbids ${url.pathname}${url.search}` }
    },
  }
}
