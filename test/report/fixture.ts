import { createHash } from 'node:crypto'

import { codePointLength } from '../../src/model/code-points.ts'
import type { Edition } from '../../src/model/edition.ts'
import { definitionHash, writeCorpus } from '../../src/workspace/corpus.ts'
import type { Cell, Database } from '../../src/workspace/database.ts'
import { openForWriting } from '../../src/workspace/workspace.ts'
import { approaches, type FixtureEdition } from './fixture-corpus.ts'

/** Fills a workspace as the stages would. */
export async function buildFixture(folder: string, editions: readonly FixtureEdition[]): Promise<void> {
  const workspace = await openForWriting(folder, 'test')
  try {
    await writeCorpus(workspace.database, {
      editions: editions.map(declared),
      approaches,
      snapshotBy: 'published',
    })
    await workspace.database.run(
      'create table if not exists vector_2 (model varchar, text_hash varchar, vector float[2])',
    )
    await insertAll(workspace.database, [...runRows(), ...editions.flatMap(editionRows)])
  } finally {
    workspace.close()
  }
}

type TableRow = readonly [table: string, row: Record<string, Cell>]

async function insertAll(database: Database, rows: readonly TableRow[]): Promise<void> {
  await database.transaction(async () => {
    for (const table of new Set(rows.map(([name]) => name))) {
      await database.insert(
        table,
        rows.filter(([name]) => name === table).map(([, row]) => row),
      )
    }
  })
}

const at = '2026-03-01T09:30:00Z'
const runId = '20260301T093000-abc123'
const model = 'tiny/fp32'
const idOf = (edition: FixtureEdition): string => `${edition.key}@${edition.published ?? 'undated'}`
const urlOf = (edition: FixtureEdition): string =>
  edition.url ?? `http://ministry.example/${edition.key}-${edition.published ?? 'undated'}.pdf`
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
    rolling: false,
    label: '',
    published: edition.published,
    publishedPrecision: edition.published === null ? null : 'day',
    inForce: null,
    inForcePrecision: null,
    landingUrl: null,
    attachment: null,
    publisher: null,
    confidence: '',
    withdrawn: edition.withdrawn ?? null,
    source: { kind: 'url', url: urlOf(edition) },
    attributes: {},
  }
}

function runRows(): TableRow[] {
  const made = { version: '0.1.0', node: 'v20.20.0', platform: 'linux x64', pipeline: 'study.yaml' }
  return [
    ['run', { run_id: runId, started_at: at, finished_at: at, ...made, pipeline_sha256: '0123456789abcdef' }],
    ['embedding_model', { model, dimensions: 2, used_at: at }],
    ...approaches.map((approach): TableRow => [
      'vector_2',
      { model, text_hash: definitionHash(approach), vector: [1, 0] },
    ]),
  ]
}

function editionRows(edition: FixtureEdition): TableRow[] {
  const { failure } = edition
  const sha256 = hash(idOf(edition))
  const outcome = { fingerprint: 'f00d', input: 'i', seconds: 0.1, run_id: runId, ended_at: at }
  const ended = (stage: string, item: string): TableRow => {
    const ending = failure?.stage === stage ? { ...failure, status: 'failed' } : { status: 'done' }
    return ['outcome', { ...outcome, ...ending, stage, item }]
  }
  const item = idOf(edition)
  const whence = {
    item,
    edition_id: item,
    document_key: edition.key,
    part: 0,
    url: urlOf(edition),
    final_url: urlOf(edition),
    published: edition.published,
    current: true,
  }
  if (failure?.stage === 'crawl') {
    const { reason, detail } = failure
    return [ended('crawl', item), ['capture', { ...whence, status: 'failed', reason, detail }]]
  }
  const how = { status: 'obtained', route: 'live', rule: 'edition_url', http_status: 200, retrieved_at: at }
  const what = { sha256, stored: `files/${sha256}.pdf`, media_type: 'application/pdf', bytes: 9 }
  return [
    ended('crawl', idOf(edition)),
    ['capture', { ...whence, ...how, ...what, ...edition.capture }],
    ended('extract', sha256),
    ...(failure ? [] : textRows(edition, sha256)),
  ]
}

function textRows({ blocks = [], labels, passage, title }: FixtureEdition, sha256: string): TableRow[] {
  const text = blocks.map((block) => block.text).join('\n')
  const shape = { format: 'pdf', media_type: 'application/pdf', pages: 2, joins: '[]', misnamed: false }
  const words = text.split(/\s+/).length
  return [
    ['extraction', { sha256, title, words, blocks: blocks.length, text_sha256: hash(text), ...shape }],
    ...[1, 2].map((page): TableRow => [
      'page',
      { sha256, page, label: labels?.[page - 1] ?? null, width: 595, height: 842 },
    ]),
    ...blocks.flatMap(({ text: own, kind = 'paragraph', zone = 'body', disputed = false }, block): TableRow[] => {
      const place = { sha256, block, zone, page: Math.min(2, block + 1) }
      return [
        ['block', { ...place, kind, text: own, words: 5, section: '["1 Introduction"]', pieces: '[]' }],
        ...mentionsIn(own).map(({ start, ...found }): TableRow => {
          const id = hash(`${text} ${found.term} ${block} ${start}`).slice(0, 16)
          return [
            'mention',
            { ...place, ...found, mention_id: id, start_at: start, end_at: start + found.match.length, disputed },
          ]
        }),
      ]
    }),
    ...(passage === undefined ? [] : passageRows(passage, sha256)),
  ]
}

function mentionsIn(text: string) {
  return approaches.flatMap(({ id }) =>
    [...text.matchAll(new RegExp(id.replace('-', '[- ]'), 'giu'))].map(({ index, 0: match }) => ({
      approach: id,
      term: id,
      match,
      start: codePointLength(text.slice(0, index)),
      left_context: text.slice(0, index).slice(-80),
      right_context: text.slice(index + match.length).slice(0, 80),
    })),
  )
}

function passageRows(text: string, sha256: string): TableRow[] {
  const place = { chunk: 0, first_block: 90, last_block: 90, spans: '[]', page: 1, tokens: 9 }
  const term = { approach: 'trauma-informed', term: 'trauma-informed' }
  return [
    ['chunk', { sha256, text_hash: hash(text), heading: '1 Introduction', text, ...place }],
    ['vector_2', { model, text_hash: hash(text), vector: [0.8, 0.6] }],
    ['second_only', { sha256, ...term, page: 2, context: 'seen as trauma-informed by the other reader' }],
  ]
}
