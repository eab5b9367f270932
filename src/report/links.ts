import { isAbsolute, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** An id that is safe in an attribute, a fragment and a style sheet; different texts give different ids. */
function idOf(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`)
}

/** Where the mentions of an approach begin. */
export function approachId(approach: string): string {
  return `in-${idOf(approach)}`
}

/** Where the mentions of an approach in one document stand. */
export function documentId(approach: string, documentKey: string): string {
  return `${approachId(approach)}--${idOf(documentKey)}`
}

/** One mention; the same edition may be two documents', so that the document belongs to the id. */
export function mentionAnchor(documentKey: string, mentionId: string): string {
  return `m-${idOf(documentKey)}--${idOf(mentionId)}`
}

/** Class of the documents of a nation, by its place in the list of nations. */
export function nationClass(index: number): string {
  return `n${index}`
}

/** Class of the documents of which one thing became, by its place in the list of changes. */
export function changeClass(index: number): string {
  return `c${index}`
}

/**
 * The mentions of an approach at one date, in the documents of one class or in all: the style sheet hides the others
 * while it is the address's target.
 */
export function selectionId(
  approach: string,
  { date, only }: { readonly date: 'from' | 'to'; readonly only: string | null },
): string {
  return `${approachId(approach)}--${date}${only === null ? '' : `-${only}`}`
}

/** An address that a reader may follow: http and https alone; null for anything else. */
export function webAddress(source: string | null): string | null {
  if (source === null || !URL.canParse(source)) return null
  const url = new URL(source)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

/** From the report's folder to a stored file, at a page of it where it is a PDF. */
export function storedAddress(
  stored: string,
  place: {
    readonly workspace: string
    readonly out: string
    readonly page: number | null
    readonly mediaType: string | null
  },
): string {
  const target = join(place.workspace, stored)
  const path = relative(place.out, target)
  // Between two drives of Windows there is no relative path.
  const address = isAbsolute(path) ? pathToFileURL(target).href : path.split(sep).map(encodeURIComponent).join('/')
  return place.page !== null && place.mediaType === 'application/pdf' ? `${address}#page=${place.page}` : address
}
