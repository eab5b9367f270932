import type { BertSizes } from '../../src/embed/bert-graph.ts'
import type { Tensor } from '../../src/embed/read-safetensors.ts'

/*
 * A small BERT written from the paper, number by number, to compare the graph with: slow, in double precision, and
 * without anything that the graph does for speed (no joined layers, no masks, no batches).
 */

type Row = readonly number[]

/** Numbers between -1 and 1 that are the same in every run (a linear congruential generator). */
function madeUpNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 31 - 1
  }
}

/** Weights of a BERT of any size with made-up values. */
export function madeUpWeights(
  { hidden, layers }: BertSizes,
  { words, positions, wide }: { readonly words: number; readonly positions: number; readonly wide: number },
): Map<string, Tensor> {
  const next = madeUpNumbers(7)
  const weights = new Map<string, Tensor>()
  const add = (name: string, ...shape: number[]): void => {
    const count = shape.reduce((product, length) => product * length, 1)
    weights.set(name, { shape, values: Float32Array.from({ length: count }, next) })
  }
  const addPair = (name: string, ...shape: number[]): void => {
    add(`${name}.weight`, ...shape)
    add(`${name}.bias`, shape[0] ?? 0)
  }
  add('embeddings.word_embeddings.weight', words, hidden)
  add('embeddings.position_embeddings.weight', positions, hidden)
  add('embeddings.token_type_embeddings.weight', 2, hidden)
  addPair('embeddings.LayerNorm', hidden)
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.layer.${layer}`
    for (const part of ['query', 'key', 'value']) addPair(`${name}.attention.self.${part}`, hidden, hidden)
    addPair(`${name}.attention.output.dense`, hidden, hidden)
    addPair(`${name}.attention.output.LayerNorm`, hidden)
    addPair(`${name}.intermediate.dense`, wide, hidden)
    addPair(`${name}.output.dense`, hidden, wide)
    addPair(`${name}.output.LayerNorm`, hidden)
  }
  return weights
}

const sum = (row: Row): number => row.reduce((total, value) => total + value, 0)
const dot = (a: Row, b: Row): number => sum(a.map((value, index) => value * (b[index] ?? NaN)))
const plus = (a: Row, b: Row): Row => a.map((value, index) => value + (b[index] ?? NaN))

/** The error function by its Taylor series, good to 1e-12 for the small numbers of a small model. */
function erf(x: number): number {
  let term = x
  let total = x
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n
    total += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * total
}

/** Mean of the last hidden states of one text, scaled to length 1. */
export function referenceVector(tokens: readonly number[], weights: Map<string, Tensor>, sizes: BertSizes): Row {
  const values = (name: string): Row => [...(weights.get(name)?.values ?? [])]
  const row = (name: string, index: number): Row => {
    const width = weights.get(name)?.shape[1] ?? 0
    return values(name).slice(index * width, (index + 1) * width)
  }
  const linear = (input: Row, name: string): Row =>
    values(`${name}.bias`).map((bias, index) => bias + dot(input, row(`${name}.weight`, index)))
  const normalize = (input: Row, name: string): Row => {
    const mean = sum(input) / input.length
    const variance = sum(input.map((value) => (value - mean) ** 2)) / input.length
    const [scale, shift] = [values(`${name}.weight`), values(`${name}.bias`)]
    return input.map(
      (value, index) =>
        ((value - mean) / Math.sqrt(variance + sizes.epsilon)) * (scale[index] ?? NaN) + (shift[index] ?? NaN),
    )
  }
  const attend = (states: readonly Row[], name: string): Row[] => {
    const size = sizes.hidden / sizes.heads
    const [queries, keys, contents] = ['query', 'key', 'value'].map((part) =>
      states.map((state) => linear(state, `${name}.self.${part}`)),
    )
    return states.map((_, place) =>
      Array.from({ length: sizes.heads }, (_unused, head) => {
        const of = (vector: Row | undefined): Row => (vector ?? []).slice(head * size, (head + 1) * size)
        const scores = (keys ?? []).map((key) => Math.exp(dot(of(queries?.[place]), of(key)) / Math.sqrt(size)))
        return Array.from({ length: size }, (_none, index) =>
          sum(
            (contents ?? []).map(
              (content, other) => ((scores[other] ?? NaN) / sum(scores)) * (of(content)[index] ?? NaN),
            ),
          ),
        )
      }).flat(),
    )
  }

  let states = tokens.map((token, place) => {
    const word = plus(
      row('embeddings.word_embeddings.weight', token),
      row('embeddings.token_type_embeddings.weight', 0),
    )
    return normalize(plus(word, row('embeddings.position_embeddings.weight', place)), 'embeddings.LayerNorm')
  })
  for (let layer = 0; layer < sizes.layers; layer++) {
    const name = `encoder.layer.${layer}`
    const attended = attend(states, `${name}.attention`)
    states = states.map((state, place) => {
      const context = linear(attended[place] ?? [], `${name}.attention.output.dense`)
      const middle = normalize(plus(context, state), `${name}.attention.output.LayerNorm`)
      const wide = linear(middle, `${name}.intermediate.dense`).map((x) => (x * (1 + erf(x / Math.SQRT2))) / 2)
      return normalize(plus(linear(wide, `${name}.output.dense`), middle), `${name}.output.LayerNorm`)
    })
  }
  const mean = Array.from({ length: sizes.hidden }, (_, index) => sum(states.map((state) => state[index] ?? NaN)))
  const length = Math.sqrt(dot(mean, mean))
  return mean.map((value) => value / length)
}
