import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { captureStatusOf } from '../../src/model/capture.ts'
import type { Edition } from '../../src/model/edition.ts'
import type { FailureReason } from '../../src/model/outcome.ts'
import { writeCorpus } from '../../src/workspace/corpus.ts'
import type { Cell } from '../../src/workspace/database.ts'
import { openForWriting } from '../../src/workspace/workspace.ts'

/** How a file of a document came, or why none did. */
export type Got =
  | { readonly live: string; readonly rule?: string }
  | { readonly archive: string; readonly days: number; readonly more?: string }
  | { readonly supplied: string }
  | { readonly reason: FailureReason; readonly detail: string }

/** A document of an invented registry, with what a harvest got of it at each snapshot; texts stand for files. */
export interface HarvestedDocument {
  readonly key: string
  readonly title: string
  readonly issuer?: string
  readonly nation?: string
  readonly published?: string
  readonly withdrawn?: string
  readonly landingUrl?: string
  readonly got: Readonly<Record<string, Got>>
}

export const snapshots = ['2020-06-30', '2022-06-30', '2022-12-31']
const [first = '', second = '', third = ''] = snapshots
const runId = '20260301T093000-abc123'
const at = '2026-03-01T09:30:00Z'

export const harvested: readonly HarvestedDocument[] = [
  {
    key: 'working-as-one',
    title: 'Working as One for Children',
    got: {
      [first]: { archive: 'one of 2018', days: -41, more: 'annex of 2018' },
      [second]: { archive: 'one of 2018', days: 12, more: 'annex of 2018' },
      [third]: { live: 'one of 2022' },
    },
  },
  {
    key: 'children-missing',
    title: 'Children Who Go Missing',
    nation: 'Breland',
    got: { [first]: { live: 'missing' }, [second]: { live: 'missing' }, [third]: { live: 'missing' } },
  },
  {
    key: 'secure-care',
    title: 'Secure Care: a Guide',
    got: {
      [first]: { reason: 'robots', detail: 'live: http://www.youth.example/robots.txt forbids /files/' },
      [second]: { supplied: 'secure' },
      [third]: { reason: 'robots', detail: 'live: http://www.youth.example/robots.txt forbids /files/' },
    },
  },
  {
    key: 'trauma-framework',
    title: 'Understanding Trauma',
    nation: 'Breland',
    published: '2021-03-22',
    got: {
      [first]: { reason: 'not_yet_published', detail: 'the first edition is of 2021-03-22' },
      [second]: { archive: 'trauma', days: 0 },
      [third]: { reason: 'not_found', detail: 'live: HTTP 404' },
    },
  },
  {
    key: 'exploitation-plan',
    title: 'Action Plan on Exploitation',
    withdrawn: '2021-04-30',
    got: { [first]: { reason: 'not_captured', detail: 'wayback: no capture in the window' } },
  },
  {
    key: "it's-odd",
    title: '=1+1</title><script>alert(1)</script>',
    issuer: '<b>Bureau</b>',
    landingUrl: 'javascript:alert(2)',
    got: { [first]: { reason: 'unreachable', detail: 'live: <img src=x onerror=alert(3)> did not answer' } },
  },
]

/** Fills a workspace as a harvest would, with one WARC file that holds `warc`. */
export async function buildHarvest(folder: string, documents: readonly HarvestedDocument[]): Promise<void> {
  const workspace = await openForWriting(folder, 'test')
  try {
    await writeCorpus(workspace.database, {
      editions: documents.map(declared),
      approaches: [],
      snapshotBy: 'published',
    })
    const made = { version: '0.1.0', node: 'v20.20.0', platform: 'linux x64', pipeline: 'study.yaml' }
    await workspace.database.insert('run', [
      { run_id: runId, started_at: at, finished_at: at, ...made, pipeline_sha256: '0123456789abcdef' },
    ])
    await workspace.database.insert('capture', documents.flatMap(captureRows))
    await mkdir(join(folder, 'warc'))
    await writeFile(join(folder, 'warc', `${runId}.warc.gz`), 'warc')
  } finally {
    workspace.close()
  }
}

const urlOf = ({ key, landingUrl }: HarvestedDocument): string => landingUrl ?? `http://www.ministry.example/${key}`

function declared(document: HarvestedDocument): Edition {
  const published = document.published ?? '2018-03-12'
  return {
    editionId: `${document.key}@${published}`,
    documentKey: document.key,
    title: document.title,
    issuer: document.issuer ?? 'Ministry for Children',
    nation: document.nation ?? 'Aldermark',
    sector: '',
    legalStatus: '',
    series: false,
    rolling: false,
    label: '',
    published,
    publishedPrecision: 'day',
    inForce: null,
    inForcePrecision: null,
    landingUrl: urlOf(document),
    attachment: null,
    publisher: null,
    confidence: '',
    withdrawn: document.withdrawn ?? null,
    source: { kind: 'url', url: urlOf(document) },
    attributes: {},
  }
}

function captureRows(document: HarvestedDocument): Record<string, Cell>[] {
  return Object.entries(document.got).flatMap(([snapshot, got]) => {
    const reason = 'reason' in got ? got.reason : null
    const whence = {
      item: `${document.key}@as-at-${snapshot}`,
      document_key: document.key,
      as_at: snapshot,
      url: urlOf(document),
      status: captureStatusOf(reason),
      run_id: runId,
      current: true,
    }
    const file = (part: number, text: string, how: Record<string, Cell>) => ({
      ...whence,
      part,
      ...how,
      ...fileOf(text),
    })
    if ('reason' in got) return [{ ...whence, part: 0, reason, detail: got.detail }]
    if ('live' in got) return [file(0, got.live, { route: 'live', rule: got.rule ?? 'unchanged_since' })]
    if ('supplied' in got)
      return [file(0, got.supplied, { route: 'supplied', rule: 'supplied', detail: 'The imprint' })]
    const how = {
      route: 'archive',
      archive: 'wayback',
      memento_datetime: new Date(Date.parse(snapshot) + got.days * 86_400_000).toISOString(),
      distance_days: got.days,
      rule: got.days > 0 ? 'earliest_after' : 'latest_before',
      detail: 'live: the page was last updated on 2024-02-01',
    }
    return [file(0, got.archive, how), ...(got.more === undefined ? [] : [file(1, got.more, how)])]
  })
}

function fileOf(text: string): Record<string, Cell> {
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { sha256, stored: `files/${sha256}.pdf`, media_type: 'application/pdf', bytes: 9, retrieved_at: at }
}
