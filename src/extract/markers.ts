/** A sign that opens a list item whatever stands before it. */
const bullet = /^[•●○◦▪■□◼◆❖➢➤►▶✓✔‣⁃∙]\s*/u
/** A sign that opens a list item only where a line can begin anew. */
const dash = /^(?:[-–—*·]|o)\s+/u
const lettered = /^\(?(?:[a-z]|[ivx]{1,5})[.)]\s+/u
const counted = /^\(?\d{1,3}[.)]\s+/u
const numbered = /^(?:[A-Z]\.?)?(\d{1,3}(?:\.\d{1,3}){1,4})\.?\s+(?=\S)/u
const plain = /^(\d{1,3})[.)]?\s+(?=[\p{Lu}“‘"'(])/u

/** What a line opens with. */
export type Marker = 'bullet' | 'dash' | 'lettered' | 'counted' | 'numbered' | null

/** The marker that a line of text opens with. */
export function markerOf(text: string): Marker {
  if (bullet.test(text)) return 'bullet'
  if (numbered.test(text)) return 'numbered'
  if (counted.test(text)) return 'counted'
  if (lettered.test(text)) return 'lettered'
  if (dash.test(text)) return 'dash'
  return null
}

/** The printed number of a heading or paragraph (`4.12`, `3`), or null. */
export function leadingNumber(text: string): string | null {
  return numbered.exec(text)?.[1] ?? plain.exec(text)?.[1] ?? null
}

/** Whether small type that opens so is a note: a number, a letter or a sign, then words. */
export function opensNote(text: string): boolean {
  return /^(?:\d{1,3}|\[\d{1,3}\]|[*†‡§¶]{1,3})[.)]?\s*[\p{L}“‘"'(<[]/u.test(text)
}
