import type { FailureReason } from '../../model/outcome.ts'
import { decodeBody } from '../decode-body.ts'
import { judgeAnswer } from '../judge-answer.ts'
import type { SendResult } from '../send-request.ts'
import { findExclusion } from './find-exclusion.ts'

const mostBytes = 100_000_000

/** The text of an index's answer, or why there is none. */
export async function readIndexText(
  sent: SendResult,
  url: URL,
): Promise<
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }
> {
  if (!sent.ok) return sent
  const { response } = sent.exchange
  const failed = (reason: FailureReason, detail: string) =>
    ({ ok: false, reason, detail: `${url.href}: ${detail}` }) as const
  const exclusion = await findExclusion(response)
  if (exclusion !== null) return failed('excluded', exclusion)
  const verdict = judgeAnswer(response)
  if (verdict.kind === 'redirect')
    return failed('http_error', `${response.status} to ${verdict.location.slice(0, 200)}`)
  if (verdict.kind === 'failure') {
    // An index that is not there says nothing about the document.
    const isAbsent = verdict.reason === 'not_found' || verdict.reason === 'gone'
    return failed(isAbsent ? 'http_error' : verdict.reason, verdict.detail)
  }
  const decoded = await decodeBody(response.body, response.headers, { maxBytes: mostBytes, longer: 'fail' })
  if (!decoded.ok) return failed(decoded.reason, decoded.detail)
  return { ok: true, text: Buffer.from(decoded.body).toString('utf8') }
}
