import { fold } from './fold.ts'

/*
 * The pattern language of approach files, small enough to be read aloud:
 *   trauma informed           words; a space or hyphen stands for space, hyphen or dash
 *   extra~familial            ~ stands for space, hyphen or nothing
 *   trauma and {1-3 words} informed
 *   (aware|responsive)        one of these
 *   safeguard*                any ending
 * A match begins and ends at the border of a word and does not depend on case.
 */

const separator = '(?: ?-{1,2} ?| )'
const word = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}']*"
/** A digit may follow a letter: the mark of a footnote stands so. */
const wordEnd = '(?![\\p{L}\\p{M}])(?!(?<=\\p{N})\\p{N})'
const tokens = /\{(\d+)-(\d+) words?\}|[\s-]+|~|[()|*]|[^\s~()|*{}-]+/gu

/**
 * Compiles a pattern to a regular expression over folded text.
 *
 * @throws {SyntaxError} with a sentence on what is wrong, where the pattern cannot be read or would match everything
 */
export function compilePattern(pattern: string): RegExp {
  let source = ''
  let consumed = 0
  for (const token of pattern.trim().matchAll(tokens)) {
    if (token.index !== consumed) break
    consumed += token[0].length
    source += translate(token)
  }
  if (consumed !== pattern.trim().length) {
    throw new SyntaxError(`Cannot read "${pattern}" from "${pattern.trim().slice(consumed)}" on`)
  }
  const expression = tryCompile(pattern, `(?<![\\p{L}\\p{N}])(?:${source})${wordEnd}`)
  refuseEverything(pattern, expression)
  return expression
}

function translate(token: RegExpExecArray): string {
  const [text, low, high] = token
  if (low !== undefined && high !== undefined)
    return `${word}(?:${separator}${word}){${gap(Number(low), Number(high))}}`
  if (text === '~') return `${separator}?`
  if (text === '*') return "[\\p{L}\\p{M}\\p{N}']*"
  if (/^[()|]$/.test(text)) return text === '(' ? '(?:' : text
  if (/^[\s-]+$/.test(text)) return separator
  return fold(text).text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function gap(low: number, high: number): string {
  if (low < 1 || high < low || high > 9)
    throw new SyntaxError(`A gap goes from 1 to at most 9 words: {${low}-${high} words}`)
  return `${low - 1},${high - 1}`
}

function tryCompile(pattern: string, source: string): RegExp {
  try {
    return new RegExp(source, 'gu')
  } catch (error) {
    throw new SyntaxError(`Cannot read "${pattern}": are its brackets closed?`, { cause: error })
  }
}

/** A pattern that matches nothing in particular would flood every table. */
function refuseEverything(pattern: string, expression: RegExp): void {
  const floods = ['', 'zqxj', 'q', 'zq xj zq xj zq xj'].some((text) => new RegExp(expression.source, 'u').test(text))
  if (floods || !/[\p{L}\p{N}]{2}/u.test(pattern.replace(/\{[^}]*\}/gu, ''))) {
    throw new SyntaxError(`"${pattern}" would match everything: it needs a word of its own`)
  }
}
