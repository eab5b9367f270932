import { existsSync, statSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { UserError } from '../model/user-error.ts'
import type { Precision } from './bert-graph.ts'
import { embeddedModelName } from './embedded-model.ts'

/** Where a model comes from. */
export type ModelSource =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'hub'; readonly name: string }

/** Which model, in which precision, and where models are kept. */
export interface ModelOptions {
  /** `all-MiniLM-L6-v2`, the path of a folder, or a name on huggingface.co such as `Xenova/bge-small-en-v1.5`. */
  readonly model: string
  readonly precision: Precision
  /** Folder for files that can be made or fetched again. */
  readonly cacheFolder: string
}

/** What a user can write for a model. */
export const modelHint =
  `Write ${embeddedModelName} for the model that comes with the program, the path of a folder that holds ` +
  'config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx, or the name of a model with ONNX files on ' +
  'huggingface.co, such as Xenova/bge-small-en-v1.5 (this needs a network the first time)'

/** Name of the model's file for a precision, by the custom of Hugging Face's hub. */
export function onnxFile(precision: Precision): string {
  return precision === 'fp32' ? 'onnx/model.onnx' : 'onnx/model_quantized.onnx'
}

/** Where transformers.js keeps what it fetches from the hub. */
export function hubCache(cache: string): string {
  return join(cache, 'hub')
}

/**
 * Decides from a model's name where it comes from.
 *
 * @throws UserError when it is neither the embedded model, nor a folder, nor a name that the hub could know.
 */
export function locateModel(model: string): ModelSource {
  if (model === embeddedModelName) return { kind: 'embedded' }
  if (existsSync(model) && statSync(model).isDirectory()) return { kind: 'folder', path: resolve(model) }
  if (!isAbsolute(model) && /^\w[\w.-]*\/\w[\w.-]*$/.test(model)) return { kind: 'hub', name: model }
  throw new UserError(`There is no embedding model "${model}"`, { hint: modelHint })
}
