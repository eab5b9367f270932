import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitText } from '../../src/chunk/split-text.ts'

/** A counter as simple as can be: a token a word. */
const countTokens = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length

function split(text: string, maxTokens: number): string[] {
  return splitText(text, { maxTokens, countTokens }).map(({ start, end }) => text.slice(start, end))
}

const long = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'

test('splitText() leaves a text that fits whole', () => {
  expect(splitText('One. Two.', { maxTokens: 2, countTokens })).toEqual([{ start: 0, end: 9, tokens: 2, whole: true }])
  expect(split('', 5)).toEqual([''])
})

test.each([
  ['a question or an exclamation', 'Is it? ', 'Yes! ', 'Well… '],
  ['a closing quotation mark or bracket', '“It is so.” ', '(It is.) ', '‘It is so!’ '],
  ['a line break', 'first row\n', 'second row\n\n', 'third'],
  ['a full stop of Chinese or Japanese', '語語。', '語語！', '語語'],
])('splitText() ends a sentence after %s', (_, ...sentences) => {
  const filled = sentences.map((sentence) => `Now ${long} ${sentence}`)
  expect(split(filled.join(''), 20)).toEqual(filled)
})

test.each([
  'See para. 4.12 of it',
  'Ask Dr. Smith of it',
  'Risks, e.g. gangs and No. 5',
  'It cost 3.5 million',
  'Written by J. Smith',
  'The end ... and more',
])('splitText() does not end a sentence within %j', (words) => {
  const sentence = `${words}. `
  const text = `${long}. `.replace('one', 'One')
  expect(split(text + text + sentence + text, 21)).toContain(sentence)
})

test('splitText() divides a sentence that is too long at its commas, and fills the parts', () => {
  expect(split('one two, three four; five six: seven eight, nine', 4)).toEqual([
    'one two, three four; ',
    'five six: seven eight, ',
    'nine',
  ])
})

test('splitText() divides a clause that is too long between words', () => {
  expect(split('one two three four five', 2)).toEqual(['one two ', 'three four ', 'five'])
})

test('splitText() divides a word that is too long between characters, not inside one', () => {
  const text = '𝒳𝒴𝒵'.repeat(7)
  const byUnits = (part: string): number => part.length
  const parts = splitText(text, { maxTokens: 5, countTokens: byUnits }).map(({ start, end }) => text.slice(start, end))
  expect(parts.join('')).toBe(text)
  for (const part of parts) expect(part).toMatch(/^[𝒳𝒴𝒵]{1,2}$/u)
})

test('splitText() marks where sentences end', () => {
  const text = `${long}, one two. ${long}.`.replaceAll('one', 'One')
  expect(splitText(text, { maxTokens: 16, countTokens })).toMatchObject([
    { tokens: 16, whole: false },
    { tokens: 2, whole: true },
    { tokens: 16, whole: true },
  ])
})

test('splitText() parts are the text, each within the limit', () => {
  const anyText = fc.string({
    unit: fc.constantFrom('a', 'B', ' ', '.', ',', '\n', '"', '…', '𝒳', '語', '。'),
    maxLength: 300,
  })
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, maxTokens) => {
      const parts = splitText(text, { maxTokens, countTokens: (part) => part.length })
      expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
      for (const { start, end, tokens } of parts) {
        expect(tokens).toBe(end - start)
        expect(tokens).toBeLessThanOrEqual(maxTokens)
      }
    }),
  )
})

test('splitText() takes a time that grows with the text, not with its square', () => {
  for (const text of ['a\n', 'A. ', 'a, ', '.', '。', ' ', '... ']) {
    const parts = splitText(text.repeat(300_000), { maxTokens: 100, countTokens: (part) => part.length })
    expect(parts.at(-1)?.end).toBe(text.length * 300_000)
  }
})

test('splitText() refuses a character that alone is above the limit', () => {
  const dear = { maxTokens: 3, countTokens: (text: string) => text.length * 4 }
  expect(() => splitText('ab', dear)).toThrow(RangeError)
})
