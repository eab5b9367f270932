/** PDFium's mark for a hyphen that it takes for a word's break at a line's end. */
export const brokenWordMark = 0x02

const expansions: Readonly<Record<number, string>> = {
  0xfb00: 'ff',
  0xfb01: 'fi',
  0xfb02: 'fl',
  0xfb03: 'ffi',
  0xfb04: 'ffl',
  0xfb05: 'st',
  0xfb06: 'st',
}

/** Bullets and ticks of Microsoft's Symbol and Wingdings fonts, which put them into the private use area. */
const symbolBullets: ReadonlySet<number> = new Set([
  0xf0b7, 0xf0a7, 0xf0a8, 0xf0d8, 0xf076, 0xf0fc, 0xf06c, 0xf06e, 0xf071, 0xf0be, 0xf0d0, 0xf0e0, 0xf0f0, 0xf02d,
])

/**
 * The normal form of a character of a PDF: ligatures spelt out, every blank a space, marks of a broken word a hyphen,
 * bullets of symbol fonts a bullet, nothing for what is no character.
 *
 * @returns one character, several for a ligature, or an empty text where nothing readable is drawn
 */
export function normalCharacter(code: number): string {
  if (code > 0x20 && code < 0x7f) return String.fromCharCode(code)
  const expansion = expansions[code]
  if (expansion !== undefined) return expansion
  if (code === brokenWordMark || code === 0xad) return '-'
  if (isBlank(code)) return ' '
  if (symbolBullets.has(code)) return '•'
  if (isUnreadable(code) || isInvisible(code)) return ''
  return String.fromCodePoint(code)
}

/** Whether a code says nothing about the letter drawn: control, private use, unpaired surrogate, no character. */
export function isUnreadable(code: number): boolean {
  return (
    (code < 0x20 && code !== brokenWordMark && !isBlank(code)) ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    (code >= 0xe000 && code <= 0xf8ff) ||
    code === 0xfffd ||
    (code & 0xfffe) === 0xfffe ||
    code >= 0xf0000
  )
}

function isBlank(code: number): boolean {
  return (
    (code >= 0x09 && code <= 0x0d) ||
    code === 0x20 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

function isInvisible(code: number): boolean {
  return (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || code === 0x2060 || code === 0xfeff
}
