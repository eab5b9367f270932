import type { Attachment } from './publishers/publisher.ts'

/**
 * Whether an attachment is part of the document, by the registry's column `attachment`: an address, or patterns with
 * ` | ` between them, of which one must fit the last part of the attachment's address or its title. `*` stands for any
 * text, capitals do not count, and blanks, `_`, `-` and `+` are one sign.
 */
export function matchesAttachment(pattern: string, { url, title }: Pick<Attachment, 'url' | 'title'>): boolean {
  if (pattern.includes('://')) return URL.canParse(pattern) && new URL(pattern).href === url
  const names = [lastPart(url), title].map(fold)
  return pattern.split(' | ').some((one) => names.some((name) => fits(fold(one).split('*'), name)))
}

function lastPart(url: string): string {
  const part = new URL(url).pathname.split('/').findLast((segment) => segment !== '') ?? ''
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function fold(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_+-]+/g, '-')
}

/** Looks for the pieces between the stars one after the other: no pattern makes it slow, as a regular expression might. */
function fits(pieces: readonly string[], name: string): boolean {
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  const end = name.length - last.length
  let at = first.length
  for (const piece of rest) {
    const found = name.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at <= end
}
