import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { buildBertGraph, transpose } from '../../src/embed/bert-graph.ts'
import { openEmbedder } from '../../src/embed/embedder.ts'
import { referenceVector } from './reference-bert.ts'
import { smallSizes, smallWeights, smallWords, writeSmallModel } from './small-model.ts'

const texts = [
  'young people need safety',
  'people',
  'safetys need nonsense',
  'need young young young people people need',
]
const tokens = texts.map((text) => [
  2,
  ...text.split(' ').flatMap((word) => (word === 'safetys' ? [7, 8] : [Math.max(1, smallWords.indexOf(word))])),
  3,
])

test('buildBertGraph() computes what the definition of BERT says', async () => {
  const embedder = await openEmbedder({ model: writeSmallModel(), precision: 'fp32', cacheFolder: tmpdir() })
  const vectors = await embedder.embed(texts)
  await embedder.close()
  for (const [index, vector] of vectors.entries()) {
    const expected = referenceVector(tokens[index] ?? [], smallWeights, smallSizes)
    for (const [place, value] of vector.entries()) expect(value).toBeCloseTo(expected[place] ?? NaN, 5)
  }
})

test('buildBertGraph() says which weight is missing', () => {
  const weights = new Map(smallWeights)
  weights.delete('encoder.layer.1.output.dense.bias')
  expect(() => buildBertGraph(weights, { ...smallSizes, precision: 'fp32' })).toThrow(
    'The model has no tensor encoder.layer.1.output.dense.bias',
  )
})

test('buildBertGraph() names every value before it is used', () => {
  for (const precision of ['fp32', 'int8'] as const) {
    const graph = buildBertGraph(smallWeights, { ...smallSizes, precision })
    const known = new Set([...graph.inputs, ...graph.constants].map(({ name }) => name))
    for (const node of graph.nodes) {
      for (const input of node.inputs) expect(known).toContain(input)
      for (const output of node.outputs) expect(known).not.toContain(output)
      for (const output of node.outputs) known.add(output)
    }
    expect(known).toContain('last_hidden_state')
  }
})

test('transpose() turns rows into columns', () => {
  const turned = transpose({ shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) })
  expect(turned).toEqual({ shape: [3, 2], values: Float32Array.of(1, 4, 2, 5, 3, 6) })
})
