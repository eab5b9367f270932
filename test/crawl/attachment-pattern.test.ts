import { describe, expect, it } from 'vitest'
import { matchesAttachment } from '../../src/crawl/attachment-pattern.ts'

const core = {
  url: 'https://assets.example.org/file/1/CSE_Guidance_Core_Document_13.02.2017.pdf',
  title: 'Child sexual exploitation: guide',
}

describe('matchesAttachment()', () => {
  it.each([
    '*core_document*',
    'CSE Guidance*',
    'cse-guidance-core-document-13.02.2017.pdf',
    '*guide',
    'annex* | *core*',
    '*',
    'https://assets.example.org/file/1/CSE_Guidance_Core_Document_13.02.2017.pdf',
  ])('finds it by %s', (pattern) => {
    expect(matchesAttachment(pattern, core)).toBe(true)
  })

  it.each([
    'core',
    'annex*',
    '*.docx',
    '*guide*guide*',
    '*2017*17.pdf*2017.pdf',
    'https://assets.example.org/file/2',
    '://',
  ])('does not find it by %s', (pattern) => {
    expect(matchesAttachment(pattern, core)).toBe(false)
  })

  it('reads signs of the pattern as they stand, and addresses with broken or encoded names', () => {
    expect(matchesAttachment('a.b', { url: 'https://x.org/axb', title: '' })).toBe(false)
    expect(matchesAttachment('file-name.pdf', { url: 'https://x.org/File%20Name.pdf', title: '' })).toBe(true)
    expect(matchesAttachment('*.pdf', { url: 'https://x.org/%E0%A4%A.pdf', title: '' })).toBe(true)
    expect(matchesAttachment('pages', { url: 'https://x.org/pages/', title: '' })).toBe(true)
  })

  it('does not let pieces overlap', () => {
    expect(matchesAttachment('ab*ba', { url: 'https://x.org/aba', title: '' })).toBe(false)
    expect(matchesAttachment('ab*ba', { url: 'https://x.org/abba', title: '' })).toBe(true)
  })

  it('stays quick on a title made to be slow', () => {
    const title = 'a'.repeat(100_000)
    expect(matchesAttachment(`${'*a'.repeat(80)}*b`, { url: 'https://x.org/', title })).toBe(false)
  })
})
