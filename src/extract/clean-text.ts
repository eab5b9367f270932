/** One line of plain text: every run of blanks one space, soft hyphens and invisible characters gone, in form NFC. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll(/\p{Cc}+|\s+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC')
}
