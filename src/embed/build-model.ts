import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { MachineError } from '../model/user-error.ts'
import { buildBertGraph, type Precision } from './bert-graph.ts'
import {
  embeddedModelName,
  readEmbeddedConfig,
  readEmbeddedTokenizer,
  readEmbeddedVersion,
  readEmbeddedWeights,
} from './embedded-model.ts'
import { encodeOnnx } from './encode-onnx.ts'
import { onnxFile } from './locate-model.ts'
import { readSafetensors } from './read-safetensors.ts'

/** Raised whenever the converter writes something else, so that old caches are not taken for new ones. */
const converterVersion = 1

/** What to build and where. */
export interface BuildModelOptions {
  readonly precision: Precision
  /** Folder for files that can be made again. */
  readonly cacheFolder: string
}

/** Version of the embedded model as it is built here: of its weights and of the converter. */
export async function embeddedModelVersion(): Promise<string> {
  return `${await readEmbeddedVersion()}-${converterVersion}`
}

async function writeDurably(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeModel(folder: string, precision: Precision): Promise<void> {
  const { text, sizes } = await readEmbeddedConfig()
  const { tokenizer, config } = await readEmbeddedTokenizer()
  const model = encodeOnnx(buildBertGraph(readSafetensors(await readEmbeddedWeights()), { ...sizes, precision }))
  await mkdir(join(folder, 'onnx'))
  await writeDurably(join(folder, 'config.json'), text)
  await writeDurably(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer))
  await writeDurably(join(folder, 'tokenizer_config.json'), JSON.stringify(config, null, 2))
  await writeDurably(join(folder, onnxFile(precision)), model)
}

/**
 * Turns the weights of the installed package into a model that onnxruntime reads, unless the cache has it already.
 *
 * Two processes may do so at once: each writes a folder of its own, and the first to finish gives it its name.
 *
 * @returns The model's folder, laid out as on Hugging Face's hub.
 * @throws MachineError when the cache folder cannot be written.
 */
export async function buildModel(options: BuildModelOptions): Promise<string> {
  const { precision, cacheFolder } = options
  const folder = join(cacheFolder, 'models', `${embeddedModelName}-${precision}-${await embeddedModelVersion()}`)
  if (existsSync(folder)) return folder
  let unfinished: string | undefined
  try {
    await mkdir(dirname(folder), { recursive: true })
    unfinished = await mkdtemp(`${folder}.unfinished-`)
    await writeModel(unfinished, precision)
    await rename(unfinished, folder)
  } catch (cause) {
    if (unfinished !== undefined) await rm(unfinished, { recursive: true, force: true })
    if (existsSync(folder)) return folder
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new MachineError(`The embedding model cannot be written to ${cacheFolder}: ${cause.message}`, {
      hint: 'Make room there, or set POLICYLENS_CACHE to a folder that can be written (a model needs about 90 MB)',
      cause,
    })
  }
  return folder
}
