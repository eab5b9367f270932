import type { OnnxAttribute, OnnxConstant, OnnxNode } from './encode-onnx.ts'

/** Collects a graph's nodes and constants; every method gives the names by which later nodes take the new values. */
export interface OnnxBuilder {
  readonly constants: readonly OnnxConstant[]
  readonly nodes: readonly OnnxNode[]
  /** A constant of any shape. */
  constant(values: OnnxConstant['values'], shape: readonly number[]): string
  /** A list of whole numbers, as shapes and axes are given. */
  integers(...values: readonly number[]): string
  /** A single real number. */
  real(value: number): string
  /** An operation with one result. */
  node(operator: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttribute>>): string
  /** An operation with three results. */
  triple(
    operator: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OnnxAttribute>>,
  ): readonly [string, string, string]
  /** The last operation's result under the name by which the world asks for it. */
  finish(name: string): void
}

/** An empty builder. */
export function createOnnxBuilder(): OnnxBuilder {
  const constants: OnnxConstant[] = []
  const nodes: OnnxNode[] = []
  let values = 0
  const newName = (): string => `v${values++}`

  const constant: OnnxBuilder['constant'] = (data, shape) => {
    const name = newName()
    constants.push({ name, shape, values: data })
    return name
  }
  return {
    constants,
    nodes,
    constant,
    integers: (...numbers) => constant(BigInt64Array.from(numbers, BigInt), [numbers.length]),
    real: (value) => constant(Float32Array.of(value), []),
    node(operator, inputs, attributes = {}) {
      const output = newName()
      nodes.push({ operator, inputs, outputs: [output], attributes })
      return output
    },
    triple(operator, inputs, attributes = {}) {
      const outputs = [newName(), newName(), newName()] as const
      nodes.push({ operator, inputs, outputs, attributes })
      return outputs
    },
    finish(name) {
      const last = nodes.pop()
      if (last === undefined) throw new RangeError('The graph has no operation')
      nodes.push({ ...last, outputs: [name] })
    },
  }
}
