import { AutoTokenizer } from '@huggingface/transformers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildModel } from '../../src/embed/build-model.ts'
import { openTokenizer } from '../../src/embed/tokenizer.ts'
import { testCacheFolder } from './test-cache.ts'
import { writeSmallModel } from './small-model.ts'

const cacheFolder = testCacheFolder()
const tokenizer = await openTokenizer({ model: 'all-MiniLM-L6-v2', cacheFolder })

test('openTokenizer() knows the window of the embedded model', () => {
  expect(tokenizer).toMatchObject({ id: 'all-MiniLM-L6-v2/0.1.0', maxTokens: 256 })
})

test.each([
  ['', 2],
  ['Safeguarding', 4], // [CLS] safeguard ##ing [SEP]
  ['Children, and young people.', 8],
  ['A\u00a0 line\nand\tanother', 6],
])('countTokens() counts %j with its special tokens', (text, count) => {
  expect(tokenizer.countTokens(text)).toBe(count)
})

test('countTokens() neither pads nor cuts', () => {
  expect(tokenizer.countTokens('risk '.repeat(1000))).toBe(1002)
})

test('countTokens() counts what the embedding pipeline’s own tokenizer makes of any text', async () => {
  const own = await AutoTokenizer.from_pretrained(await buildModel({ precision: 'fp32', cacheFolder }), {
    local_files_only: true,
  })
  const odd = fc.constantFrom(
    ' ',
    '\n',
    '\f',
    '\u00a0',
    '\u2028',
    '\ufeff',
    '\u0301',
    '\u200b',
    '[SEP]',
    '語',
    '-',
    'é',
    '\0',
  )
  const anyText = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), odd, fc.lorem()), { maxLength: 30 })
  fc.assert(
    fc.property(anyText, (parts) => {
      const text = parts.join('')
      expect(tokenizer.countTokens(text)).toBe(own.encode(text).length)
    }),
  )
})

test('countTokens() of texts joined by a line break is the sum of theirs', () => {
  fc.assert(
    fc.property(fc.lorem(), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(tokenizer.countTokens(`${a}\n${b}`)).toBe(tokenizer.countTokens(a) + tokenizer.countTokens(b) - 2)
    }),
  )
})

test('openTokenizer() reads a model in a folder', async () => {
  const small = await openTokenizer({ model: writeSmallModel(), cacheFolder })
  expect(small.maxTokens).toBe(16)
  expect(small.countTokens('young people')).toBe(4)
})

test('openTokenizer() says what can be written where there is no such model', async () => {
  const opening = openTokenizer({ model: 'all-minilm', cacheFolder })
  await expect(opening).rejects.toThrow('There is no embedding model "all-minilm"')
  await expect(opening).rejects.toHaveProperty('hint', expect.stringContaining('Write all-MiniLM-L6-v2 for the model'))
})

test('openTokenizer() refuses a folder without a tokenizer', async () => {
  await expect(openTokenizer({ model: 'src', cacheFolder })).rejects.toThrow(/"src" cannot be read: .*tokenizer\.json/)
})
