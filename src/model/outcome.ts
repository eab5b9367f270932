/** The stages, in the order in which data flows. */
export const stageNames = ['crawl', 'extract', 'chunk', 'embed', 'detect'] as const

/** One of {@link stageNames}. */
export type StageName = (typeof stageNames)[number]

/** Why an item failed a stage: a closed list, each with the sentence that people read. */
export const failureReasons = {
  // crawl
  file_missing: 'The file is not there',
  not_found: 'The server says that there is no such page (404)',
  gone: 'The server says that the page was removed for good (410)',
  robots: 'The site’s robots.txt keeps machines from it',
  refused: 'The server refused a machine (401, 403, 405, 429 or a challenge page)',
  http_error: 'The server answered with an error',
  redirects: 'The address leads in circles or through too many redirects',
  empty_response: 'The server answered with nothing in it',
  incomplete_response: 'The answer broke off before its announced end',
  too_large: 'The file is larger than the limit',
  too_slow: 'The time limit ran out',
  unreachable: 'The server could not be reached',
  private_address: 'The address leads into a private network',
  not_captured: 'No archive that was asked holds it as it stood at that date',
  not_yet_published: 'It was not yet published at that date',
  replaced: 'The address leads to a later file that replaced it',
  excluded: 'The archive says that the site is excluded from it',
  not_the_document: 'What stands there is a holding, consent or error page, not the document',
  no_attachment: 'The page names no file that could be the document',
  edition_unknown: 'The dates on the live page do not show that it is the edition of that date',
  host_rested: 'The host had refused before in this run and was left alone',
  // extract
  empty: 'The file is empty or holds no text',
  damaged: 'The file is damaged',
  encrypted: 'The file opens only with a password',
  scanned: 'The pages are pictures without a text layer',
  unreadable_text: 'The text uses fonts that cannot be turned into letters',
  misnamed: 'The file is a web page that calls itself something else',
  unsupported_format: 'The file is of a format that cannot be read',
  over_memory: 'The memory limit was reached',
  crashed: 'The reader stopped on it',
} as const

/** A key of {@link failureReasons}. */
export type FailureReason = keyof typeof failureReasons

/** Reasons of the moment: tried again at the next run; all others wait for `--force`. */
export const transientReasons: ReadonlySet<FailureReason> = new Set([
  'http_error',
  'incomplete_response',
  'too_slow',
  'unreachable',
])

/** What became of one item in one stage. */
export interface Outcome {
  readonly stage: StageName
  /** What was worked on: an edition's id for crawl, a capture's SHA-256 for the stages after it. */
  readonly item: string
  /** Hash of what went in; the item is outdated when it differs. */
  readonly input: string
  readonly status: 'done' | 'failed'
  readonly reason: FailureReason | null
  /** What was seen, for a person. */
  readonly detail: string | null
  readonly seconds: number
}
