import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer as TokenizerEngine } from '@huggingface/tokenizers'
import { z } from 'zod'
import { UserError } from '../model/user-error.ts'
import { embeddedModelName, readEmbeddedTokenizer, readEmbeddedVersion, type TokenizerFiles } from './embedded-model.ts'
import { hubCache, locateModel, modelHint, type ModelOptions } from './locate-model.ts'

/** Counts the tokens that a model makes of a text. */
export interface Tokenizer {
  /** Name and version of what is counted with. */
  readonly id: string
  /** Longest text in tokens, special ones included, that the model takes in whole. */
  readonly maxTokens: number
  /** Tokens of a text, special ones included. */
  countTokens(text: string): number
}

const configSchema = z.object({ model_max_length: z.number().positive().optional() })
const wordsApartSchema = z.object({
  normalizer: z.object({ type: z.literal('BertNormalizer') }),
  pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
  model: z.object({ type: z.literal('WordPiece').optional(), unk_token: z.string() }),
})

/** Models of the BERT family take 512 tokens; a tokenizer that names no limit, or an absurd one, gets this. */
const usualMaxTokens = 512

/** Words kept with their counts: more than a language has in use, few enough for any memory. */
const mostWords = 100_000

/** Longer ones, in characters, are seldom words and seldom come again. */
const longestWord = 100

/**
 * Makes a token counter of a tokenizer's files.
 *
 * BERT's tokenizers look at each word by itself, so a word is looked at once and its count kept; that is exact.
 * Characters other than these four are left to the tokenizer, which drops some that JavaScript calls white space.
 */
function createTokenCounter({ tokenizer, config }: TokenizerFiles): (text: string) => number {
  const engine = new TokenizerEngine(tokenizer, config)
  if (!wordsApartSchema.safeParse(tokenizer).success) return (text) => engine.encode(text).ids.length
  const specials = engine.encode('').ids.length
  const counts = new Map<string, number>()
  const countWord = (word: string): number => {
    const known = counts.get(word)
    if (known !== undefined) return known
    const count = engine.encode(word, { add_special_tokens: false }).ids.length
    if (counts.size >= mostWords) counts.clear()
    if (word.length <= longestWord) counts.set(word, count)
    return count
  }
  return (text) => text.split(/[ \t\n\r]+/).reduce((total, word) => total + countWord(word), specials)
}

async function readTokenizerFolder(folder: string): Promise<TokenizerFiles> {
  const read = async (name: string): Promise<object> =>
    z.looseObject({}).parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
  return { tokenizer: await read('tokenizer.json'), config: await read('tokenizer_config.json') }
}

async function readHubTokenizer(name: string, cacheFolder: string): Promise<TokenizerFiles> {
  const cache = hubCache(cacheFolder)
  try {
    return await readTokenizerFolder(join(cache, name))
  } catch {
    const { AutoTokenizer } = await import('@huggingface/transformers')
    await AutoTokenizer.from_pretrained(name, { cache_dir: cache })
    return readTokenizerFolder(join(cache, name))
  }
}

/**
 * Opens a model's tokenizer alone, which takes milliseconds.
 *
 * @throws UserError when the model or its tokenizer cannot be found or read.
 */
export async function openTokenizer(options: Omit<ModelOptions, 'precision'>): Promise<Tokenizer> {
  const { model, cacheFolder } = options
  const source = locateModel(model)
  if (source.kind === 'embedded') {
    return makeTokenizer(await readEmbeddedTokenizer(), `${embeddedModelName}/${await readEmbeddedVersion()}`)
  }
  let files: TokenizerFiles
  try {
    files =
      source.kind === 'folder'
        ? await readTokenizerFolder(source.path)
        : await readHubTokenizer(source.name, cacheFolder)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UserError(`The tokenizer of the embedding model "${model}" cannot be read: ${why}`, {
      hint: modelHint,
      cause,
    })
  }
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  return makeTokenizer(files, `${model}/${hash}`)
}

function makeTokenizer(files: TokenizerFiles, id: string): Tokenizer {
  const limit = configSchema.parse(files.config).model_max_length ?? usualMaxTokens
  return { id, maxTokens: limit > 1e6 ? usualMaxTokens : limit, countTokens: createTokenCounter(files) }
}
