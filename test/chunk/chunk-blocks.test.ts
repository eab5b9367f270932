import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkBlocks } from '../../src/chunk/chunk-blocks.ts'
import { openTokenizer } from '../../src/embed/tokenizer.ts'
import { embeddingText } from '../../src/model/chunk.ts'
import { sliceCodePoints } from '../../src/model/code-points.ts'
import { type Block, type BlockKind, blockKinds, isFurniture } from '../../src/model/extraction.ts'

const tokenizer = await openTokenizer({ model: 'all-MiniLM-L6-v2', cacheFolder: '/unused' })

function block(kind: BlockKind, text: string, section: readonly string[] = []): Block {
  return { kind, level: null, number: null, text, section, pieces: [] }
}

/** A text of exactly so many tokens, special ones aside: each word is one. */
function words(count: number, word = 'risk'): string {
  return Array.from({ length: count }, () => word).join(' ')
}

/** Sentences of exactly ten tokens each. */
function sentences(count: number): string {
  return Array.from({ length: count }, () => 'Young people need a safe place to grow up.').join(' ')
}

const anyText = fc.oneof(
  { weight: 5, arbitrary: fc.lorem({ mode: 'sentences', maxCount: 8 }) },
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.integer({ min: 0, max: 900 }).map((count) => words(count)),
  fc.integer({ min: 0, max: 60 }).map((count) => sentences(count)),
  fc.integer({ min: 0, max: 900 }).map((count) => '𝒳 語'.repeat(count)),
  fc.constantFrom('', ' \n ', '  Space around.  ', `${'x'.repeat(99)} `.repeat(9), '。'.repeat(700)),
)
const anySection = fc.array(fc.constantFrom('Part', 'Chapter one', words(120, 'duty'), 'x'.repeat(5000)), {
  maxLength: 3,
})
const anyBlocks = fc.array(
  fc
    .record({ kind: fc.constantFrom(...blockKinds), text: anyText, section: anySection })
    .map(({ kind, text, section }) => block(kind, text, section)),
  { maxLength: 12 },
)

const leftOut = (kind: BlockKind): boolean => isFurniture(kind) || ['contents', 'title', 'heading'].includes(kind)

test('chunkBlocks() never exceeds the window, and tells each chunk’s tokens as the tokenizer counts them', () => {
  fc.assert(
    fc.property(anyBlocks, fc.constantFrom(32, 64, 256), (blocks, maxTokens) => {
      for (const chunk of chunkBlocks(blocks, { ...tokenizer, maxTokens })) {
        expect(chunk.tokens).toBeLessThanOrEqual(maxTokens)
        expect(chunk.tokens).toBe(tokenizer.countTokens(embeddingText(chunk)))
      }
    }),
  )
})

test('chunkBlocks() spans give each stretch of a chunk as the block has it, and all of the chunk', () => {
  fc.assert(
    fc.property(anyBlocks, (blocks) => {
      for (const chunk of chunkBlocks(blocks, tokenizer)) {
        const parts = chunk.spans.map(({ block: ordinal, start, end, at }) => {
          const part = sliceCodePoints(blocks[ordinal]?.text ?? '', start, end)
          expect(sliceCodePoints(chunk.text, at, at + end - start)).toBe(part)
          return part
        })
        expect(chunk.text).toBe(parts.join('\n'))
        expect(chunk.text).not.toBe('')
        expect(chunk.firstBlock).toBe(Math.min(...chunk.spans.map((span) => span.block)))
        expect(chunk.lastBlock).toBe(Math.max(...chunk.spans.map((span) => span.block)))
      }
    }),
  )
})

test('chunkBlocks() puts all text but headings, contents and furniture into exactly one chunk', () => {
  fc.assert(
    fc.property(anyBlocks, (blocks) => {
      const found = blocks.map(() => '')
      for (const { spans } of chunkBlocks(blocks, tokenizer)) {
        for (const { block: ordinal, start, end } of spans) {
          found[ordinal] += sliceCodePoints(blocks[ordinal]?.text ?? '', start, end)
        }
      }
      const expected = blocks.map(({ kind, text }) => (leftOut(kind) ? '' : text))
      expect(found.map((text) => text.replaceAll(/\s/gu, ''))).toEqual(
        expected.map((text) => text.replaceAll(/\s/gu, '')),
      )
    }),
  )
})

test('chunkBlocks() keeps each chunk within one section', () => {
  fc.assert(
    fc.property(anyBlocks, (blocks) => {
      for (const { firstBlock, lastBlock, spans } of chunkBlocks(blocks, tokenizer)) {
        const sections = spans.map((span) => JSON.stringify(blocks[span.block]?.section))
        expect(new Set(sections).size).toBe(1)
        const between = blocks.slice(firstBlock, lastBlock + 1)
        expect(between.some(({ kind }) => kind === 'heading' || kind === 'title')).toBe(false)
      }
    }),
  )
})

test('chunkBlocks() joins small blocks of a section under its heading path', () => {
  const path = ['Part 1', 'Risk outside\nthe home']
  const blocks = [
    block('heading', 'Risk outside the home', ['Part 1']),
    block('paragraph', 'One.', path),
    block('paragraph', ' Two. ', path),
  ]
  expect(chunkBlocks(blocks, tokenizer)).toEqual([
    {
      heading: 'Part 1 › Risk outside the home',
      text: 'One.\nTwo.',
      tokens: 13,
      firstBlock: 1,
      lastBlock: 2,
      spans: [
        { block: 1, start: 0, end: 4, at: 0 },
        { block: 2, start: 1, end: 5, at: 5 },
      ],
    },
  ])
})

test('chunkBlocks() does not join sections of one name', () => {
  const blocks = ['First.', 'Second.'].flatMap((text) => [
    block('heading', 'Actions'),
    block('paragraph', text, ['Actions']),
  ])
  expect(chunkBlocks(blocks, tokenizer).map(({ text }) => text)).toEqual(['First.', 'Second.'])
})

test('chunkBlocks() makes passages near 200 tokens and no crumbs', () => {
  const paragraphs = Array.from({ length: 40 }, (_, index) => block('paragraph', words(10 + ((index * 37) % 90))))
  const sizes = chunkBlocks(paragraphs, tokenizer).map(({ tokens }) => tokens)
  expect(Math.min(...sizes)).toBeGreaterThan(140)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(256)
})

test('chunkBlocks() does not leave a short last paragraph alone', () => {
  const blocks = [block('paragraph', words(190)), block('paragraph', words(20))]
  expect(chunkBlocks(blocks, tokenizer).map(({ tokens }) => tokens)).toEqual([212])
})

test('chunkBlocks() keeps a list with the sentence that leads into it', () => {
  const items = Array.from({ length: 4 }, () => block('list_item', words(40)))
  const blocks = [block('paragraph', words(150)), block('paragraph', `${words(20)}:`), ...items]
  expect(chunkBlocks(blocks, tokenizer).map(({ firstBlock, lastBlock }) => [firstBlock, lastBlock])).toEqual([
    [0, 0],
    [1, 5],
  ])
})

test('chunkBlocks() keeps the first item of a list that is too long with the sentence that leads into it', () => {
  const items = Array.from({ length: 12 }, () => block('list_item', words(50)))
  const chunks = chunkBlocks([block('paragraph', words(190)), block('paragraph', `${words(10)}:`), ...items], tokenizer)
  expect(chunks.find(({ spans }) => spans.some((span) => span.block === 1))?.lastBlock).toBeGreaterThan(1)
})

test('chunkBlocks() divides a long paragraph at sentence ends', () => {
  const chunks = chunkBlocks([block('paragraph', sentences(60))], tokenizer)
  expect(chunks.length).toBe(3)
  for (const { text } of chunks) expect(text).toMatch(/^Young .*up\.$/)
})

test('chunkBlocks() leaves out furniture in the middle of a text', () => {
  const blocks = [
    block('paragraph', 'Before.'),
    block('page_number', '7'),
    block('contents', 'Risk ... 9'),
    block('paragraph', 'After.'),
  ]
  expect(chunkBlocks(blocks, tokenizer)).toMatchObject([{ text: 'Before.\nAfter.', firstBlock: 0, lastBlock: 3 }])
})

test('chunkBlocks() keeps long notes, references and boxes apart from the text they stand in', () => {
  const blocks = [
    block('paragraph', 'Before.'),
    block('footnote', words(60, 'note')),
    block('box', words(60, 'box')),
    block('reference', words(60, 'source')),
    block('endnote', words(30, 'note')),
    block('paragraph', 'After.'),
  ]
  expect(chunkBlocks(blocks, tokenizer).map(({ spans }) => spans.map((span) => span.block))).toEqual([
    [0, 5],
    [1, 4],
    [2],
    [3],
  ])
})

test('chunkBlocks() lets a short note run with its text', () => {
  const blocks = [block('paragraph', 'Before.'), block('footnote', '1 See chapter 2.'), block('paragraph', 'After.')]
  expect(chunkBlocks(blocks, tokenizer)).toMatchObject([{ text: 'Before.\n1 See chapter 2.\nAfter.' }])
})

test('chunkBlocks() keeps to the window of a tokenizer that makes more of a joined text than of its parts', () => {
  const countTokens = (text: string): number => 2 + text.length + 9 * (text.split('\n').length - 1)
  const greedy = { maxTokens: 64, countTokens: (text: string) => countTokens(text) + Math.floor(text.length / 30) * 20 }
  const blocks = [block('paragraph', sentences(3)), block('paragraph', 'Short.'), block('paragraph', 'End.')]
  const chunks = chunkBlocks(blocks, greedy)
  for (const { tokens } of chunks) expect(tokens).toBeLessThanOrEqual(64)
  expect(chunks.map(({ text }) => text.replaceAll(/\s/gu, '')).join('')).toBe(
    blocks.map(({ text }) => text.replaceAll(/\s/gu, '')).join(''),
  )
})

test('chunkBlocks() refuses a window that nothing fits into', () => {
  expect(() => chunkBlocks([], { ...tokenizer, maxTokens: 31 })).toThrow('at least 32 are needed')
  const endless = { maxTokens: 64, countTokens: (text: string) => text.length * 1000 }
  expect(() => chunkBlocks([block('paragraph', 'a')], endless)).toThrow('A single character has 1000 tokens')
})

test('chunkBlocks() gives nothing for a document without text', () => {
  expect(chunkBlocks([], tokenizer)).toEqual([])
  expect(chunkBlocks([block('heading', 'Alone'), block('paragraph', ' ')], tokenizer)).toEqual([])
})
