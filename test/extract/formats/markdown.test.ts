import { describe, expect, it } from 'vitest'
import { extractBytes } from '../../../src/extract/extract-bytes.ts'

async function read(source: string): Promise<string[]> {
  const result = await extractBytes(new TextEncoder().encode(source), { name: 'a.md' })
  if (!result.ok) return [result.reason]
  return result.extraction.blocks.map(({ kind, level, text }) => `${kind}${level ?? ''}: ${text}`)
}

describe('markdownFormat.read()', () => {
  it('reads headings of both kinds', async () => {
    expect(await read('# One #\n\nTwo\n---\n\nThree\n===\n')).toEqual([
      'heading1: One',
      'heading2: Two',
      'heading1: Three',
    ])
  })
  it('joins the lines of a paragraph and drops the marks of emphasis and links', async () => {
    expect(
      await read('A **trauma-informed**\n[approach](https://example.org/a_(b)) is _not_ `code`.\n\nNext.'),
    ).toEqual(['paragraph: A trauma-informed approach is not code.', 'paragraph: Next.'])
  })
  it('keeps underscores within words', async () => {
    expect(await read('the file legal_status_of.csv')).toEqual(['paragraph: the file legal_status_of.csv'])
  })
  it('reads lists, tables, quotations, notes and code', async () => {
    const source =
      '- one\n  - inner\n1. first\n\n| a | b |\n|---|---|\n| c | d |\n\n> said\n> so\n\n[^1]: A note.\n\n```\nx = 1\n```\n'
    expect(await read(source)).toEqual([
      'list_item1: one',
      'list_item2: inner',
      'list_item1: first',
      'table: a | b\nc | d',
      'quotation: said so',
      'footnote: A note.',
      'other: x = 1',
    ])
  })
  it('passes over front matter', async () => {
    expect(await read('---\ntitle: x\n---\n\nText.')).toEqual(['paragraph: Text.'])
  })
  it('calls a file without words empty', async () => {
    expect(await read('\n---\n')).toEqual(['empty'])
  })
})
