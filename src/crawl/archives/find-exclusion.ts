import { decodeBody } from '../decode-body.ts'
import { headerValue, type Exchange } from '../exchange.ts'

const mostBytes = 1_000_000
const exception = /(?:Robot|Administrative)AccessControlException/
const sentence = /URL has been excluded from the Wayback Machine/i

/**
 * The words by which an archive says that a site is excluded from it, or null: an exception of its own in a header or
 * body, whatever the status, or a page with status 200. Only for answers without `Memento-Datetime`.
 */
export async function findExclusion(response: Exchange['response']): Promise<string | null> {
  const error = headerValue(response.headers, 'x-archive-wayback-runtime-error') ?? ''
  if (exception.test(error)) return error
  if (![200, 403].includes(response.status)) return null
  const decoded = await decodeBody(response.body, response.headers, { maxBytes: mostBytes, longer: 'truncate' })
  if (!decoded.ok) return null
  const text = Buffer.from(decoded.body).toString('latin1')
  // An index of captures may hold any words in its addresses.
  if (/^\s*[[{]/.test(text)) return null
  return (exception.exec(text) ?? sentence.exec(text))?.[0] ?? null
}
