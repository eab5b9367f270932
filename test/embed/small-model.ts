import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBertGraph } from '../../src/embed/bert-graph.ts'
import { encodeOnnx } from '../../src/embed/encode-onnx.ts'
import { madeUpWeights } from './reference-bert.ts'

const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]']

/** The small model's words; a text's tokens are [CLS] (2), their places in here, [SEP] (3). */
export const smallWords = [...specials, 'young', 'people', 'need', 'safety', '##s']

/** Sizes of the small model. */
export const smallSizes = { hidden: 12, layers: 2, heads: 3, epsilon: 1e-12 }

/** Weights of the small model: made up, always the same. */
export const smallWeights = madeUpWeights(smallSizes, { words: smallWords.length, positions: 20, wide: 20 })

/** The small model's files by name, laid out as on Hugging Face's hub. */
export function smallModelFiles(): Record<string, string | Uint8Array> {
  const addedTokens = specials.map((content, id) => ({
    id,
    content,
    special: true,
    normalized: false,
    single_word: false,
    lstrip: false,
    rstrip: false,
  }))
  const tokenizer = {
    version: '1.0',
    added_tokens: addedTokens,
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(smallWords.map((word, id) => [word, id])),
    },
  }
  return {
    'config.json': JSON.stringify({ model_type: 'bert', architectures: ['BertModel'], hidden_size: 12 }),
    'tokenizer.json': JSON.stringify(tokenizer),
    'tokenizer_config.json': JSON.stringify({
      tokenizer_class: 'BertTokenizer',
      model_max_length: 16,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      cls_token: '[CLS]',
      sep_token: '[SEP]',
    }),
    'onnx/model.onnx': encodeOnnx(buildBertGraph(smallWeights, { ...smallSizes, precision: 'fp32' })),
  }
}

/** Writes the small model to a new folder. */
export function writeSmallModel(): string {
  const folder = mkdtempSync(join(tmpdir(), 'small-model-'))
  mkdirSync(join(folder, 'onnx'))
  for (const [name, content] of Object.entries(smallModelFiles())) writeFileSync(join(folder, name), content)
  return folder
}
