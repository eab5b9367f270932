import { load, type CheerioAPI } from 'cheerio'
import { findHolding } from './holding-page.ts'
import { absoluteAddress, tidy } from './page-links.ts'
import type { Landing, LandingReading } from './publisher.ts'

/** A page in its parsed form, with the address that its links start from. */
export interface OpenPage {
  readonly $: CheerioAPI
  readonly base: string
}

/** Landing pages are some tens of kilobytes long. */
const maxBytes = 4 * 1024 * 1024
const deepest = 512

/** A reading that failed. */
export type NotLanding = Extract<LandingReading, { readonly ok: false }>

/** A failed reading. */
export function notLanding(reason: NotLanding['reason'], detail: string, movedTo: string | null = null): NotLanding {
  return { ok: false, reason, detail, movedTo }
}

const nothing: Landing = {
  title: null,
  published: null,
  updated: null,
  withdrawn: null,
  history: [],
  attachments: [],
  isDocument: false,
}

/** Of what is read as latin-1 here only a few quotes and dashes differ from windows-1252. */
function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    const head = new TextDecoder('latin1').decode(body.subarray(0, 4096))
    const isUtf8 = /charset\s*=\s*["']?utf-?8/i.test(head)
    return new TextDecoder(isUtf8 ? 'utf-8' : 'windows-1252').decode(body)
  }
}

/** Elements that need no end tag, or have none, and do not nest in one another. */
const openEnded =
  /^(?:p|li|dt|dd|option|optgroup|tr|td|th|thead|tbody|tfoot|colgroup|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/

/** Elements that a parser opens again in every block after one that was left open. */
const formatting = /^(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)$/

/**
 * Whether a page nests deeper than the 512 levels at which browsers stop. This is estimated from the tags alone, before
 * parsing, whose time and memory grow by the square of the depth.
 */
function isTooDeep(html: string): boolean {
  const open: string[] = []
  const unclosed = new Map<string, number>()
  let formats = 0
  for (const [, slash, written = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    const name = written.toLowerCase()
    if (openEnded.test(name)) continue
    if (formatting.test(name)) {
      const count = unclosed.get(name) ?? 0
      const change = slash === '' ? 1 : count > 0 ? -1 : 0
      unclosed.set(name, count + change)
      formats += change
    } else if (slash === '') open.push(name)
    else {
      const last = open.lastIndexOf(name)
      if (last !== -1) open.length = last
    }
    if (open.length + formats > deepest) return true
  }
  return false
}

/** The text without what stands from `open` to the next `close`, whatever the case. */
function without(html: string, open: string, close: string): string {
  const lower = html.toLowerCase()
  const kept: string[] = []
  let at = 0
  for (let from = lower.indexOf(open); from !== -1; from = lower.indexOf(open, at)) {
    const end = lower.indexOf(close, from + open.length)
    if (end === -1) break
    kept.push(html.slice(at, from))
    at = end + close.length
  }
  return kept.join('') + html.slice(at)
}

/** A page's HTML without what holds none of its words but may hold signs that look like elements. */
function wordsOnly(html: string): string {
  const bare = without(without(html, '<script', '</script>'), '<style', '</style>')
  return without(without(bare, '<!--', '-->'), '<svg', '</svg>')
}

function isFile(body: Uint8Array): boolean {
  const start = String.fromCharCode(...body.subarray(0, 1024))
  // A registry may name a file where others name its page.
  return start.includes('%PDF-') || start.startsWith('PK\u0003\u0004') || start.startsWith('\u00d0\u00cf\u0011\u00e0')
}

/** Reads a landing page with `read`. A PDF or Word file in its place is the document itself. */
export function readPage(body: Uint8Array, url: string, read: (page: OpenPage) => Landing): LandingReading {
  if (isFile(body)) return { ok: true, landing: { ...nothing, isDocument: true } }
  return withPage(body, url, (page) => ({ ok: true as const, landing: read(page) }))
}

/**
 * What `read` makes of a page, unless it cannot be the one that was asked for: too large, nested too deep, a holding,
 * consent, challenge or error page, or one that sends the reader on.
 */
export function withPage<T>(body: Uint8Array, url: string, read: (page: OpenPage) => T): T | NotLanding {
  if (body.byteLength > maxBytes) return notLanding('too_large', `a landing page of ${body.byteLength} bytes`)
  const html = wordsOnly(decode(body))
  if (isTooDeep(html)) return notLanding('not_the_document', 'the page is nested deeper than any real one')
  const $ = load(html)
  const base = absoluteAddress($('base[href]').first().attr('href'), url) ?? url
  const refresh = /^\s*\d*\s*;?\s*url\s*=\s*["']?([^"']+)/i.exec(
    $('meta[http-equiv="refresh" i]').attr('content') ?? '',
  )
  $('script, style, template, svg').remove()
  const text = tidy($('body').text())
  const target = absoluteAddress(refresh?.[1], base)
  if (target !== null && target !== url && text.length < 500) {
    return notLanding('replaced', `the page sends the reader on to ${target}`, target)
  }
  $('noscript').remove()
  const title = tidy($('title').first().text())
  const heading = tidy($('h1').first().text())
  const holding = findHolding({ title, heading, text })
  if (holding === null) return read({ $, base })
  const link = holding.reason === 'gone' ? $('main a[href], #content a[href]').first().attr('href') : undefined
  return notLanding(holding.reason, holding.detail, absoluteAddress(link, base))
}
