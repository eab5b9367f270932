import { createHash } from 'node:crypto'

import type { Approach } from '../../src/model/approach.ts'
import type { Edition } from '../../src/model/edition.ts'
import type { Cell } from '../../src/workspace/database.ts'
import { definitionHash, writeCorpus } from '../../src/workspace/corpus.ts'
import { openForWriting, type Workspace } from '../../src/workspace/workspace.ts'
import { approaches, editions, type FixtureEdition } from './fixture-corpus.ts'

/** Fills a workspace as the stages would, with a small invented corpus; two documents have hostile texts. */
export async function buildFixture(
  folder: string,
  corpus: { readonly editions: readonly FixtureEdition[]; readonly approaches: readonly Approach[] } = {
    editions,
    approaches,
  },
): Promise<void> {
  const workspace = await openForWriting(folder, 'test')
  try {
    await writeCorpus(workspace.database, { editions: corpus.editions.map(declared), approaches: corpus.approaches })
    await fillRun(workspace)
    await fillModel(workspace, corpus.approaches)
    for (const edition of corpus.editions) await fillEdition(workspace, edition, corpus.approaches)
  } finally {
    workspace.close()
  }
}

const at = '2026-03-01T09:30:00Z'
const idOf = (edition: FixtureEdition): string => `${edition.key}@${edition.published ?? 'undated'}`
const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

function declared(edition: FixtureEdition): Edition {
  return {
    editionId: idOf(edition),
    documentKey: edition.key,
    title: edition.title,
    issuer: edition.issuer ?? 'Ministry for Children',
    nation: edition.nation ?? 'Aldermark',
    sector: 'social care',
    legalStatus: 'statutory guidance',
    series: edition.series ?? false,
    published: edition.published,
    withdrawn: edition.withdrawn ?? null,
    source: { kind: 'url', url: edition.url ?? `http://ministry.example/${edition.key}-${edition.published}.pdf` },
    attributes: {},
  }
}

async function fillRun({ database }: Workspace): Promise<void> {
  const made = { version: '0.1.0', node: 'v20.20.0', platform: 'linux x64', pipeline: 'study.yaml' }
  await database.insert('run', [
    { run_id: '20260301T093000-abc123', started_at: at, finished_at: at, ...made, pipeline_sha256: '0123456789abcdef' },
  ])
}

async function fillModel({ database }: Workspace, all: readonly Approach[]): Promise<void> {
  await database.insert('embedding_model', [{ model: 'tiny/fp32', dimensions: 2, used_at: at }])
  await database.run('create table vector_2 (model varchar, text_hash varchar, vector float[2])')
  await database.insert(
    'vector_2',
    all.map((approach) => ({ model: 'tiny/fp32', text_hash: definitionHash(approach), vector: [1, 0] })),
  )
}

async function fillEdition({ database }: Workspace, edition: FixtureEdition, all: readonly Approach[]): Promise<void> {
  const outcome = { fingerprint: 'f00d', input: 'i', seconds: 0.1, run_id: '20260301T093000-abc123', ended_at: at }
  const done = { ...outcome, status: 'done', reason: null, detail: null }
  const failed = { ...outcome, status: 'failed', ...edition.failure }
  const atCrawl = edition.failure?.stage === 'crawl'
  await database.insert('outcome', [{ stage: 'crawl', item: idOf(edition), ...(atCrawl ? failed : done) }])
  if (atCrawl) return
  const sha256 = hash(idOf(edition))
  const url = edition.url ?? `http://ministry.example/${edition.key}-${edition.published}.pdf`
  await database.insert('capture', [
    { edition_id: idOf(edition), route: 'http', source: url, final_source: url, retrieved_at: at, http_status: 200, media_type: 'application/pdf', bytes: 9, sha256, stored: `files/${sha256}.pdf` },
  ])
  await database.insert('outcome', [{ stage: 'extract', item: sha256, ...(edition.failure ? failed : done) }])
  if (edition.failure) return
  const blocks = edition.blocks ?? []
  const text = blocks.map((block) => block.text).join('\n')
  const words = text.split(/\s+/).length
  await database.insert('extraction', [
    { sha256, format: 'pdf', media_type: 'application/pdf', title: edition.title, pages: 2, words, blocks: blocks.length, text_sha256: hash(text), joins: '[]', misnamed: false },
  ])
  await database.insert('page', [1, 2].map((page) => ({ sha256, page, label: edition.labels?.[page - 1] ?? null, width: 595, height: 842 })))
  const mentions: Record<string, Cell>[] = []
  for (const [block, { text: own, kind = 'paragraph', zone = 'body', disputed = false }] of blocks.entries()) {
    const page = block + 1 > 2 ? 2 : block + 1
    await database.insert('block', [
      { sha256, block, kind, zone, level: null, number: null, section: '["1 Introduction"]', page, words: 5, text: own, pieces: '[]' },
    ])
    for (const { id: approach } of all) {
      const pattern = new RegExp(approach.replace('-', '[- ]'), 'giu')
      for (const { index, 0: match } of own.matchAll(pattern)) {
        const start = [...own.slice(0, index)].length
        const place = { block, page, zone, match, start_at: start, end_at: start + match.length }
        const sides = { left_context: own.slice(0, index).slice(-80), right_context: own.slice(index + match.length).slice(0, 80) }
        const id = hash(`${text} ${approach} ${block} ${start}`).slice(0, 16)
        mentions.push({ sha256, approach, term: approach, mention_id: id, ...place, ...sides, disputed })
      }
    }
  }
  await database.insert('mention', mentions)
  await fillPassage(database, { sha256, edition })
}

async function fillPassage(
  database: Workspace['database'],
  { sha256, edition }: { readonly sha256: string; readonly edition: FixtureEdition },
): Promise<void> {
  if (edition.passage === undefined) return
  const text_hash = hash(edition.passage)
  const place = { first_block: 90, last_block: 90, spans: '[]', page: 1, tokens: 9 }
  await database.insert('chunk', [{ sha256, chunk: 0, text_hash, heading: '1 Introduction', text: edition.passage, ...place }])
  await database.insert('vector_2', [{ model: 'tiny/fp32', text_hash, vector: [0.8, 0.6] }])
  await database.insert('second_only', [
    { sha256, approach: 'trauma-informed', term: 'trauma-informed', page: 2, context: 'seen as trauma-informed by the other reader' },
  ])
}
