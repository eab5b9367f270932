import type { FailureReason } from '../model/outcome.ts'
import { headerValue, type Exchange } from './exchange.ts'

/** What an answer is, by its status and headers alone. */
export type Verdict =
  | { readonly kind: 'document' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'failure'; readonly reason: FailureReason; readonly detail: string }

/**
 * The challenge of a firewall in an answer, or null: AWS WAF and Cloudflare name theirs in a header, whatever the
 * status (405, 202, 403).
 */
export function findChallenge(response: Exchange['response']): string | null {
  const aws = headerValue(response.headers, 'x-amzn-waf-action')
  if (aws !== null) return `x-amzn-waf-action: ${aws}`
  const cloudflare = headerValue(response.headers, 'cf-mitigated')
  return cloudflare === null ? null : `cf-mitigated: ${cloudflare}`
}

const refusals: ReadonlySet<number> = new Set([401, 403, 405, 429, 451])
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Judges an answer: only a 200 or 203 can be a document, whatever the address promised. */
export function judgeAnswer(response: Exchange['response']): Verdict {
  const { status, headers, body } = response
  const said = `${status} ${response.statusText}`.trim()
  const failure = (reason: FailureReason, detail = said): Verdict => ({ kind: 'failure', reason, detail })
  const challenge = findChallenge(response)
  if (challenge !== null) return failure('refused', `${said}, ${challenge}`)
  if (refusals.has(status)) return failure('refused')
  if (status === 404) return failure('not_found')
  if (status === 410) return failure('gone')
  if (redirects.has(status)) {
    const location = headerValue(headers, 'location')
    return location === null ? failure('http_error', `${said} without a Location`) : { kind: 'redirect', location }
  }
  if (status === 204 || status === 205) return failure('empty_response')
  if (status === 202)
    return body.byteLength === 0 ? failure('empty_response') : failure('refused', `${said}: not delivered`)
  if (status === 206) return failure('incomplete_response', `${said}: a part that was not asked for`)
  return status === 200 || status === 203 ? { kind: 'document' } : failure('http_error')
}
