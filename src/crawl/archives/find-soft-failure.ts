import { load } from 'cheerio'
import { findHolding } from '../publishers/holding-page.ts'

// What a page with little text says anywhere in it; a long document may well speak of such things.
const phrases: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/got an http \d{3} response at crawl time/, 'the archive’s own page on a redirect'],
  [/too many requests/, 'a page that says "too many requests"'],
  [
    /(?:page|document|file) .{0,40}(?:not|cannot|can['’]t) (?:be )?found|no longer (?:exists|available)/,
    'an error page',
  ],
  [/(?:enable|turn on|requires?) javascript|checking your browser|unusual traffic|not a robot/, 'a challenge page'],
  [/(?:scann(?:ed|ing)|checked|checking) for viruses/, 'a holding page'],
  [/(?:accept|agree|consent|allow)[^.]{0,80}cookies|cookies[^.]{0,80}(?:accept|agree|consent)/, 'a consent page'],
  [/access .{0,40}denied|do(?:es)?(?: not|n['’]t) have permission/, 'a page that denies access'],
]

const longestRead = 400_000
const littleText = 700

/**
 * What an HTML page that came with status 200 is instead of a document (an error, challenge, consent, sign-in or holding
 * page), or null. Judged by title and first heading, and by phrases only where there is little text, so that guidance on
 * cookies or on access to records is not mistaken.
 */
export function findSoftFailure(html: string): string | null {
  const page = load(html.slice(0, longestRead))
  const hidden = page('noscript').text()
  page('script, style, noscript, template, svg').remove()
  const read = (text: string): string => text.replace(/\s+/g, ' ').trim()
  const title = read(page('title').first().text())
  const text = read(page('body').text())
  const holding = findHolding({ title, heading: read(page('h1').first().text()), text })
  if (holding !== null) return holding.detail
  if (text.length >= littleText) return null
  const all = `${title} ${text} ${read(hidden)}`.toLowerCase()
  return phrases.find(([pattern]) => pattern.test(all))?.[1] ?? null
}
