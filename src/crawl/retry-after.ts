/**
 * Seconds that a `Retry-After` header asks to wait, in either of its forms (RFC 9110, section 10.2.3); null where it
 * is absent or neither.
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null
  if (/^\d{1,9}$/.test(value)) return Number(value)
  const date = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000))
}
