import { expect, test } from 'vitest'
import { headingPath } from '../../src/chunk/heading-path.ts'

const countTokens = (text: string): number => text.split(' ').filter((word) => word !== '›' && word !== '').length
const options = { maxTokens: 5, countTokens }

test('headingPath() joins headings, outermost first', () => {
  expect(headingPath(['Part 1', 'Risk'], options)).toBe('Part 1 › Risk')
  expect(headingPath([], options)).toBe('')
})

test('headingPath() makes each heading one line and leaves out empty ones', () => {
  expect(headingPath(['Part\n 1 ', ' ', 'Risk'], options)).toBe('Part 1 › Risk')
})

test('headingPath() that is too long loses its outer headings', () => {
  expect(headingPath(['Keeping everyone safe', 'Part 1', 'Risk and harm'], options)).toBe('Part 1 › Risk and harm')
  expect(headingPath(['Keeping everyone safe', 'Part 1', 'Risk and harm now'], options)).toBe('Risk and harm now')
})

test('headingPath() with one heading that is too long loses its last words', () => {
  expect(headingPath(['Part 1', 'What we will do about risk'], options)).toBe('What we will do …')
  expect(headingPath(['Part 1', 'What we will do about risk'], { ...options, maxTokens: 1 })).toBe('')
})
