/** A text in the form in which terms are looked for, with the way back. */
export interface FoldedText {
  readonly text: string
  /** For each UTF-16 unit of `text`, the code point of the original text that it came from. */
  readonly origin: readonly number[]
}

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/u
const dash = /[\p{Pd}\u2212\u2043]/u
const space = /\s/u
const single = /[\u2018\u2019\u201a\u201b\u2032\u02bc`´]/u
const double = /[\u201c\u201d\u201e\u201f\u2033«»]/u

/**
 * Folds what does not change a word: case, every kind of dash, quote and space (runs of spaces become one), ligatures
 * and full-width letters (Unicode NFKC); soft hyphens and other invisible marks go.
 */
export function fold(text: string): FoldedText {
  const origin: number[] = []
  let folded = ''
  let codePoint = -1
  for (const character of text) {
    codePoint++
    for (const unit of foldCharacter(character)) {
      if (unit === ' ' && folded.endsWith(' ')) continue
      folded += unit
      for (let n = 0; n < unit.length; n++) origin.push(codePoint)
    }
  }
  return { text: folded, origin }
}

const ascii = Array.from({ length: 128 }, (_, code) => foldRare(String.fromCharCode(code)))

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0)
  return code < 128 ? (ascii[code] ?? character) : foldRare(character)
}

function foldRare(character: string): string {
  if (invisible.test(character)) return ''
  if (dash.test(character)) return '-'
  if (space.test(character)) return ' '
  if (single.test(character)) return "'"
  if (double.test(character)) return '"'
  const form = character.normalize('NFKC').toLowerCase()
  return form === character ? form : Array.from(form, foldRare).join('')
}
