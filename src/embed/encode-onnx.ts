import protobuf from 'protobufjs'

/** A value of a node's attribute: whole numbers (one or a list) or `{ float }`. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number }

/** One operation: names of values in and out, as in https://onnx.ai/onnx/operators/. */
export interface OnnxNode {
  readonly operator: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, OnnxAttribute>>
}

/** A constant; the kind of array decides the type of its elements. */
export interface OnnxConstant {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: Float32Array | Int8Array | BigInt64Array
}

/** A value that goes in or comes out: 64-bit whole numbers or 32-bit reals; named dimensions may have any length. */
export interface OnnxValue {
  readonly name: string
  readonly type: 'int64' | 'float'
  readonly shape: readonly (number | string)[]
}

/** A graph of operations, in the order in which they can be carried out. */
export interface OnnxGraph {
  readonly name: string
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly constants: readonly OnnxConstant[]
  readonly nodes: readonly OnnxNode[]
}

/** The part of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto that a plain graph needs. */
const schema = `
  syntax = "proto3";
  message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated Opset opset_import = 8; }
  message Opset { string domain = 1; int64 version = 2; }
  message Graph {
    repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
    repeated Value input = 11; repeated Value output = 12;
  }
  message Node {
    repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
    repeated Attribute attribute = 5;
  }
  message Attribute { string name = 1; float f = 2; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Value { string name = 1; Type type = 2; }
  message Type { TensorType tensor_type = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Shape { repeated Dimension dim = 1; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
`

const float = 1
const int8 = 3
const int64 = 7

function encodeAttribute(name: string, value: OnnxAttribute): object {
  if (typeof value === 'number') return { name, i: value, type: 2 }
  return 'float' in value ? { name, f: value.float, type: 1 } : { name, ints: value, type: 7 }
}

function encodeValue({ name, type, shape }: OnnxValue): object {
  const dim = shape.map((length) => (typeof length === 'number' ? { dimValue: length } : { dimParam: length }))
  return { name, type: { tensorType: { elemType: type === 'float' ? float : int64, shape: { dim } } } }
}

function encodeConstant({ name, shape, values }: OnnxConstant): object {
  const dataType = values instanceof Float32Array ? float : values instanceof Int8Array ? int8 : int64
  // ONNX wants little-endian bytes, which is the order of every processor that onnxruntime runs on.
  return {
    name,
    dims: shape,
    dataType,
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  }
}

/** The bytes of an ONNX model file (intermediate representation 8, operator set 17). */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const model = protobuf.parse(schema).root.lookupType('Model')
  const nodes = graph.nodes.map((node, index) => ({
    input: node.inputs,
    output: node.outputs,
    name: `${node.operator}_${index}`,
    opType: node.operator,
    attribute: Object.entries(node.attributes).map(([name, value]) => encodeAttribute(name, value)),
  }))
  return model
    .encode({
      irVersion: 8,
      producerName: 'policylens',
      opsetImport: [{ domain: '', version: 17 }],
      graph: {
        name: graph.name,
        node: nodes,
        initializer: graph.constants.map(encodeConstant),
        input: graph.inputs.map(encodeValue),
        output: graph.outputs.map(encodeValue),
      },
    })
    .finish()
}
