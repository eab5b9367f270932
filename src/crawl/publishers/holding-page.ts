import type { FailureReason } from '../../model/outcome.ts'

/** What a page that stands in a document's place says, by its title, first heading and whole text. */
export interface PageWords {
  readonly title: string
  readonly heading: string
  readonly text: string
}

interface HoldingRule {
  readonly what: string
  readonly reason: FailureReason
  readonly pattern: RegExp
}

/** Read in the title and the first heading; what a guidance may well be called ("Missing pages") is not in them. */
const rules: readonly HoldingRule[] = [
  {
    what: 'a page that says it was removed',
    reason: 'gone',
    pattern:
      /^no longer available|page you['’]re looking for is no longer|^(?:this|the) (?:page|content) (?:has been|was) removed/i,
  },
  {
    what: 'a challenge page',
    reason: 'not_the_document',
    pattern:
      /human verification|^just a moment|^attention required|are you (?:a |not a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|^security check$|captcha|^request (?:rejected|blocked)|^access (?:denied|to this page has been denied)|^(?:403 )?forbidden|pardon our interruption|checking your browser|^robot check/i,
  },
  {
    what: 'an error page that calls itself found',
    reason: 'not_the_document',
    pattern:
      /^(?:error:? )?404\b|page (?:not|could not be|can['’]?t be|cannot be) found|^not found\b|page (?:doesn['’]t|does not|no longer) exists?|^page (?:is )?(?:not|un)available|page you (?:requested|were looking for)/i,
  },
  {
    what: 'a page that says the site is out of order',
    reason: 'not_the_document',
    pattern:
      /service (?:is )?(?:temporarily )?unavailable|temporarily (?:unavailable|closed)|(?:under|down for|scheduled|essential) maintenance|^something (?:has gone|went) wrong|sorry, (?:there is a problem|(?:we are|we['’]re) (?:experiencing|having))|technical (?:difficulties|problem)|^(?:error )?50[0234]\b|bad gateway|gateway time-?out|^coming soon$|^website (?:is )?(?:moving|moved|offline)/i,
  },
  {
    what: 'a consent page',
    reason: 'not_the_document',
    pattern:
      /^before you continue|^(?:manage )?(?:your )?cookies?(?: consent| preferences| settings)?$|we value your privacy/i,
  },
  { what: 'a page to sign in', reason: 'not_the_document', pattern: /^(?:log|sign)[ -]?in\b/i },
]

const excluded = /URL has been excluded from the Wayback Machine|(?:Robot|Administrative)AccessControlException/i
const publishedInError = /information on this page has been removed because it was published in error/i

/** Longer than any of them, with a site's header and footer. */
const longest = 8000
const shortest = 40

/**
 * Whether a page is not the document's own but stands in its place, though the server called it found: its reason and
 * what was seen, or null.
 */
export function findHolding(words: PageWords): { readonly reason: FailureReason; readonly detail: string } | null {
  const { title, heading, text } = words
  if (text.length > longest) return null
  if (excluded.test(text)) return { reason: 'excluded', detail: text.slice(0, 200) }
  if (publishedInError.test(text)) return { reason: 'gone', detail: 'removed because it was published in error' }
  for (const { what, reason, pattern } of rules) {
    const said = [heading, title].find((line) => pattern.test(line))
    if (said !== undefined) return { reason, detail: `${what}: “${said.slice(0, 120)}”` }
  }
  if (text.length < shortest) return { reason: 'not_the_document', detail: `a page with hardly a word: “${text}”` }
  return null
}
