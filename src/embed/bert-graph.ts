import { createOnnxBuilder } from './onnx-builder.ts'
import type { OnnxGraph } from './encode-onnx.ts'
import { quantizeColumns } from './quantize-columns.ts'
import type { Tensor } from './read-safetensors.ts'

/** The sizes of a BERT encoder, as its config.json gives them. */
export interface BertSizes {
  readonly hidden: number
  readonly layers: number
  readonly heads: number
  /** Added to the variance in each layer normalisation. */
  readonly epsilon: number
}

/** How the weights of the linear layers are kept and multiplied: 32-bit reals, or eight bits with rounded inputs. */
export type Precision = 'fp32' | 'int8'

/** Weights by their names in Hugging Face's BertModel. */
export type BertWeights = ReadonlyMap<string, Tensor>

function tensor(weights: BertWeights, name: string): Tensor {
  const found = weights.get(name)
  if (found === undefined) throw new RangeError(`The model has no tensor ${name}`)
  return found
}

/** Turns rows into columns: PyTorch keeps a linear layer as outputs × inputs, MatMul wants inputs × outputs. */
export function transpose({ shape: [rows = 0, columns = 0], values }: Tensor): Tensor {
  const turned = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column] ?? NaN
  }
  return { shape: [columns, rows], values: turned }
}

/** A linear layer made of several that share their input, one beside the other (rows of outputs, then biases). */
function stack(weights: BertWeights, names: readonly string[]): { readonly weight: Tensor; readonly bias: Tensor } {
  const join = (parts: readonly Tensor[]): Tensor => {
    const values = new Float32Array(parts.reduce((length, part) => length + part.values.length, 0))
    let at = 0
    for (const part of parts) {
      values.set(part.values, at)
      at += part.values.length
    }
    const [first] = parts
    return { shape: [values.length / (first?.shape[1] ?? 1), ...(first?.shape.slice(1) ?? [])], values }
  }
  return {
    weight: join(names.map((name) => tensor(weights, `${name}.weight`))),
    bias: join(names.map((name) => tensor(weights, `${name}.bias`))),
  }
}

/**
 * A BERT encoder from token numbers to `last_hidden_state`, with exact GELU and learned positions, for one segment.
 *
 * Devlin et al. 2018, https://arxiv.org/abs/1810.04805; names and order as in Hugging Face's BertModel.
 *
 * @throws RangeError when a weight is missing.
 */
export function buildBertGraph(
  weights: BertWeights,
  options: BertSizes & { readonly precision: Precision },
): OnnxGraph {
  const { hidden, layers, heads, epsilon, precision } = options
  const graph = createOnnxBuilder()
  const { node } = graph
  const vector = (values: Float32Array): string => graph.constant(values, [values.length])

  const linear = (input: string, names: readonly string[]): string => {
    const { weight, bias } = stack(weights, names)
    const { shape, values } = transpose(weight)
    if (precision === 'fp32')
      return node('Add', [node('MatMul', [input, graph.constant(values, shape)]), vector(bias.values)])
    const columns = bias.values.length
    const quantized = quantizeColumns(values, columns)
    const [rounded, scale, zero] = graph.triple('DynamicQuantizeLinear', [input])
    const product = node('MatMulInteger', [
      rounded,
      graph.constant(quantized.values, shape),
      zero,
      graph.constant(new Int8Array(1), []),
    ])
    const scales = node('Mul', [scale, vector(quantized.scales)])
    return node('Add', [node('Mul', [node('Cast', [product], { to: 1 }), scales]), vector(bias.values)])
  }
  const normalize = (input: string, name: string): string =>
    node(
      'LayerNormalization',
      [input, vector(tensor(weights, `${name}.weight`).values), vector(tensor(weights, `${name}.bias`).values)],
      { axis: -1, epsilon: { float: epsilon } },
    )
  const gelu = (input: string): string => {
    const error = node('Erf', [node('Div', [input, graph.real(Math.SQRT2)])])
    const scaled = node('Mul', [input, node('Add', [error, graph.real(1)])])
    return node('Mul', [scaled, graph.real(0.5)])
  }

  const size = hidden / heads
  const splitHeads = graph.integers(0, 0, heads, size)
  const mergeHeads = graph.integers(0, 0, hidden)
  const attend = (input: string, mask: string, name: string): string => {
    const joined = linear(
      input,
      ['query', 'key', 'value'].map((part) => `${name}.self.${part}`),
    )
    const [query, key, value] = graph.triple('Split', [joined, graph.integers(hidden, hidden, hidden)], { axis: -1 })
    const ofHeads = (part: string, perm: readonly number[]): string =>
      node('Transpose', [node('Reshape', [part, splitHeads])], { perm })
    const scores = node('MatMul', [ofHeads(query, [0, 2, 1, 3]), ofHeads(key, [0, 2, 3, 1])])
    const scaled = node('Div', [scores, graph.real(Math.sqrt(size))])
    const shares = node('Softmax', [node('Add', [scaled, mask])], { axis: -1 })
    const context = node('Transpose', [node('MatMul', [shares, ofHeads(value, [0, 2, 1, 3])])], { perm: [0, 2, 1, 3] })
    return linear(node('Reshape', [context, mergeHeads]), [`${name}.output.dense`])
  }

  // Texts are one segment, so the row of segment 0 is part of every position.
  const positions = tensor(weights, 'embeddings.position_embeddings.weight')
  const segment = tensor(weights, 'embeddings.token_type_embeddings.weight').values
  const placed = positions.values.map((value, index) => value + (segment[index % hidden] ?? NaN))
  const words = tensor(weights, 'embeddings.word_embeddings.weight')
  // Shape → Gather → Range, as exporters write it, trips onnxruntime's optimiser; Slice does not.
  const length = node('Shape', ['input_ids'], { start: 1, end: 2 })
  const places = node('Slice', [graph.constant(placed, positions.shape), graph.integers(0), length, graph.integers(0)])
  const looked = node('Gather', [graph.constant(words.values, words.shape), 'input_ids'])
  let state = normalize(node('Add', [looked, places]), 'embeddings.LayerNorm')

  const present = node('Unsqueeze', [node('Cast', ['attention_mask'], { to: 1 }), graph.integers(1, 2)])
  const mask = node('Mul', [node('Sub', [graph.real(1), present]), graph.real(-10000)])
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.layer.${layer}`
    const attended = attend(state, mask, `${name}.attention`)
    state = normalize(node('Add', [attended, state]), `${name}.attention.output.LayerNorm`)
    const widened = gelu(linear(state, [`${name}.intermediate.dense`]))
    state = normalize(node('Add', [linear(widened, [`${name}.output.dense`]), state]), `${name}.output.LayerNorm`)
  }
  graph.finish('last_hidden_state')
  return {
    name: 'bert',
    inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, type: 'int64', shape: ['batch', 'tokens'] })),
    outputs: [{ name: 'last_hidden_state', type: 'float', shape: ['batch', 'tokens', hidden] }],
    constants: graph.constants,
    nodes: graph.nodes,
  }
}
