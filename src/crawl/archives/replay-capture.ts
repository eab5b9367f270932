import type { FailureReason } from '../../model/outcome.ts'
import { headerValue, headerValues, type Exchange } from '../exchange.ts'
import type { Hop } from '../fetch-resource.ts'
import { judgeAnswer } from '../judge-answer.ts'
import type { ArchivedCapture, Replay } from './archive.ts'
import type { ArchiveHost } from './archive-host.ts'
import { decodeReplay } from './decode-replay.ts'
import { findExclusion } from './find-exclusion.ts'
import { findSoftFailure } from './find-soft-failure.ts'
import { findOriginal } from './link-header.ts'
import { isBetween, readMementoDatetime, readTimestamp, toTimestamp } from './memento-time.ts'
import { isSameResource } from './url-variants.ts'

/** A capture by the two things that name it. */
interface Target {
  readonly timestamp: string
  readonly original: string
}

const mostHops = 6
const anyHost = /^https?:\/\/[^/]+/

/** The capture that an address inside an archive names, with any or no modifier such as `id_`; null for any other. */
export function readReplayAddress(address: string, prefix: string): Target | null {
  // Archives name themselves with http at times, or leave their host out.
  const path = address.replace(anyHost, '')
  const base = prefix.replace(anyHost, '')
  if (!path.startsWith(base)) return null
  const [, timestamp, original] = /^(\d{14})(?:[a-z]{2}_)?\/(https?:\/\/.+)$/i.exec(path.slice(base.length)) ?? []
  return timestamp === undefined || original === undefined ? null : { timestamp, original }
}

/** Where a redirect of a replay leads: into the archive again, or, by archives that leave it as it was, to the site. */
function readRedirect(location: string, from: { readonly url: URL; readonly target: Target; readonly prefix: string }) {
  const inside = URL.canParse(location, from.url.href) ? new URL(location, from.url) : null
  const archived = inside?.host === from.url.host ? readReplayAddress(inside.href, from.prefix) : null
  if (archived !== null) return archived
  if (!URL.canParse(location, from.target.original)) return null
  return { timestamp: from.target.timestamp, original: new URL(location, from.target.original).href }
}

/**
 * Replays a capture as the original bytes (`id_`) and finds whether they can stand for the document. `Memento-Datetime`
 * is the only sign that status and body are those of the site of then; without it the archive speaks for itself.
 * Redirects are followed to a nearby time inside the window, and between addresses of one resource; a redirect of the
 * site to anything else is a later file that replaced it.
 */
export async function replayCapture(
  capture: Pick<ArchivedCapture, 'original' | 'datetime'>,
  options: {
    readonly host: ArchiveHost
    /** What stands before the 14 digits, such as `https://web.archive.org/web/`. */
    readonly prefix: string
    readonly between: { readonly from: string; readonly to: string }
    readonly maxBytes: number
  },
): Promise<Replay> {
  const { host, prefix, between, maxBytes } = options
  const exchanges: Exchange[] = []
  const hops: Hop[] = []
  const seen = new Set<string>()
  let target: Target = { timestamp: toTimestamp(capture.datetime), original: capture.original }
  const addressOf = ({ timestamp, original }: Target): URL => new URL(`${prefix}${timestamp}id_/${original}`)
  const asked = addressOf(target).href
  const failed = (reason: FailureReason, detail: string): Replay => ({ ok: false, reason, detail, exchanges })

  for (;;) {
    const url = addressOf(target)
    url.hash = ''
    if (seen.has(url.href)) return failed('redirects', `${asked} leads in a circle at ${url.href}`)
    if (seen.size > mostHops) return failed('redirects', `${asked} leads through more than ${mostHops} redirects`)
    seen.add(url.href)
    const sent = await host.ask(url, { for: 'replay', exchanges })
    if (!sent.ok) return failed(sent.reason, sent.detail)
    const { response, startedAt } = sent.exchange
    const { status, headers } = response
    const said = `${status} ${response.statusText}`.trim()
    const mementoDatetime = readMementoDatetime(headerValue(headers, 'memento-datetime'))
    const exclusion = mementoDatetime === null ? await findExclusion(response) : null
    if (exclusion !== null) return failed('excluded', `${url.href}: ${exclusion}`)
    const verdict = judgeAnswer(response)

    if (verdict.kind === 'redirect') {
      const next = readRedirect(verdict.location, { url, target, prefix })
      if (next === null) return failed('http_error', `${url.href}: ${said} to ${verdict.location.slice(0, 200)}`)
      const isSame = isSameResource(next.original, target.original)
      const leads = `${url.href}: ${said} to ${next.original} of ${next.timestamp}`
      if (!isSame) return failed(mementoDatetime === null ? 'http_error' : 'replaced', leads)
      const time = readTimestamp(next.timestamp)
      if (time === null || !isBetween(time, between)) return failed('not_captured', `${leads}, outside the window`)
      hops.push({ url: url.href, status, location: addressOf(next).href })
      target = next
      continue
    }
    if (mementoDatetime === null) {
      const error = headerValue(headers, 'x-archive-wayback-runtime-error')
      const detail = `${url.href}: ${error ?? (verdict.kind === 'failure' ? verdict.detail : `${said} without Memento-Datetime`)}`
      if (verdict.kind === 'document') return failed('http_error', detail)
      return failed(verdict.reason === 'not_found' ? 'not_captured' : verdict.reason, detail)
    }
    if (!isBetween(mementoDatetime, between))
      return failed(
        'not_captured',
        `${url.href}: the archive gave its capture of ${mementoDatetime}, outside the window`,
      )
    const original = findOriginal(headerValues(headers, 'link')) ?? target.original
    if (!isSameResource(original, target.original))
      return failed('not_captured', `${url.href}: the archive gave a capture of ${original}`)
    if (verdict.kind === 'failure')
      return failed('not_the_document', `${url.href}: the site answered ${verdict.detail} then`)
    const challenge = headerValue(headers, 'x-archive-orig-x-amzn-waf-action')
    if (challenge !== null) return failed('not_the_document', `${url.href}: a challenge page (${challenge})`)

    const decoded = await decodeReplay(response.body, headers, { maxBytes })
    if (!decoded.ok) return failed(decoded.reason, `${url.href}: ${decoded.detail}`)
    const { body } = decoded
    if (body.byteLength === 0) return failed('empty_response', `${url.href}: ${said} with nothing in it`)
    const announced = Number(headerValue(headers, 'x-archive-orig-content-length') ?? 0)
    const wasEncoded = headerValue(headers, 'x-archive-orig-content-encoding') !== null
    if (!wasEncoded && body.byteLength < announced)
      return failed('incomplete_response', `${url.href}: the archive holds ${body.byteLength} of ${announced} bytes`)
    const mediaType = (headerValue(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() || null
    const soft =
      mediaType === null || /html/.test(mediaType) || looksLikeHtml(body) ? findSoftFailure(textOf(body)) : null
    if (soft !== null) return failed('not_the_document', `${url.href}: ${soft}`)
    const memento = {
      url: asked,
      finalUrl: url.href,
      hops,
      status,
      headers,
      body,
      retrievedAt: startedAt,
      mediaType,
      mementoDatetime,
      original,
    }
    return { ok: true, memento, exchanges }
  }
}

/** Only words of ASCII are looked for, so that of all charsets UTF-16 alone, by its byte order mark, is another matter. */
function textOf(body: Uint8Array): string {
  const mark = (body[0] ?? 0) * 256 + (body[1] ?? 0)
  return new TextDecoder(mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8').decode(body)
}

function looksLikeHtml(body: Uint8Array): boolean {
  return /^\s*<(?:!doctype html|html|head)/i.test(textOf(body.subarray(0, 512)))
}
