import { expect, test } from 'vitest'

import { fold } from '../../src/detect/fold.ts'
import { compilePattern } from '../../src/detect/pattern.ts'

const finds = (pattern: string, text: string): string[] =>
  Array.from(fold(text).text.matchAll(compilePattern(pattern)), (match) => match[0])

test('compilePattern() lets a space stand for space, hyphen or dash', () => {
  for (const text of [
    'trauma informed',
    'Trauma-informed',
    'trauma – informed',
    'trauma-\ninformed',
    'trauma--informed',
  ]) {
    expect(finds('trauma informed', text), text).toHaveLength(1)
  }
  expect(finds('trauma informed', 'traumainformed')).toEqual([])
})

test('compilePattern() lets ~ stand for nothing as well', () => {
  for (const text of ['extra-familial', 'extra familial', 'extrafamilial'])
    expect(finds('extra~familial', text)).toHaveLength(1)
})

test('compilePattern() takes whole words only', () => {
  expect(finds('contextual safeguarding', 'acontextual safeguarding, contextual safeguardings')).toEqual([])
  expect(finds('contextual safeguarding', '(contextual safeguarding)')).toHaveLength(1)
})

test('compilePattern() takes a word that carries the mark of a footnote, but not half a number', () => {
  expect(finds('contextual safeguarding', 'contextual safeguarding3 and')).toHaveLength(1)
  expect(finds('section 4', 'section 47, section 4')).toEqual(['section 4'])
})

test('compilePattern() does not reach over punctuation', () => {
  expect(finds('contextual safeguarding', 'contextual, safeguarding; contextual. Safeguarding')).toEqual([])
})

test('compilePattern() takes a gap of some words', () => {
  expect(finds('trauma and {1-3 words} informed', 'a trauma and attachment informed team')).toEqual([
    'trauma and attachment informed',
  ])
  expect(finds('trauma and {1-3 words} informed', 'trauma and informed')).toEqual([])
  expect(finds('trauma and {1-3 words} informed', 'trauma and one two three four informed')).toEqual([])
})

test('compilePattern() takes alternatives and endings', () => {
  expect(finds('(peer|group) safeguard*', 'Peer safeguarding, group safeguards, other safeguarding')).toEqual([
    'peer safeguarding',
    'group safeguards',
  ])
})

test('compilePattern() treats signs of regular expressions as themselves', () => {
  expect(finds('aa.bb+c', 'aaxbbbc aa.bb+c')).toEqual(['aa.bb+c'])
})

test.each(['', '   ', '*', '~', '{1-3 words}', '(a|)', 'a*', '(|)', '-'])(
  'compilePattern() refuses %j, which would match everything',
  (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(/would match everything/)
  },
)

test.each(['(open', 'close)', 'gap {3-1 words} here', 'gap {words} here', 'gap {1-99 words} here'])(
  'compilePattern() says what is wrong with %j',
  (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(SyntaxError)
  },
)
