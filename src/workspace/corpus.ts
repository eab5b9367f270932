import type { Approach } from '../model/approach.ts'
import { standsFrom, type Edition, type SnapshotBy } from '../model/edition.ts'
import type { Database } from './database.ts'
import { fingerprint } from './fingerprint.ts'

/** What a pipeline declares: the editions under study and the ideas looked for. */
export interface DeclaredCorpus {
  readonly editions: readonly Edition[]
  readonly approaches: readonly Approach[]
  /** Which date decides from when an edition stands. */
  readonly snapshotBy: SnapshotBy
}

/** Replaces the declared corpus in the workspace; captures, texts and mentions made before stay where they are. */
export async function writeCorpus(
  database: Database,
  { editions, approaches, snapshotBy }: DeclaredCorpus,
): Promise<void> {
  await database.transaction(async () => {
    await database.run('delete from edition; delete from approach; delete from term')
    await database.insert(
      'edition',
      editions.map((edition) => editionRow(edition, snapshotBy)),
    )
    await database.insert('approach', approaches.map(approachRow))
    await database.insert('term', approaches.flatMap(termRows))
  })
}

/** Hash under which an approach's definition is embedded. */
export function definitionHash(approach: Approach): string {
  return fingerprint('definition', approach.definition.text)
}

/** Hash of what decides an approach's mentions: its terms and exclusions. */
export function lexiconFingerprint({ terms, exclusions }: Approach): string {
  return fingerprint(
    terms.map(({ id, patterns }) => [id, patterns]),
    exclusions,
  )
}

function editionRow(edition: Edition, by: SnapshotBy): Record<string, string | boolean | null> {
  return {
    edition_id: edition.editionId,
    document_key: edition.documentKey,
    title: edition.title,
    issuer: edition.issuer,
    nation: edition.nation,
    sector: edition.sector,
    legal_status: edition.legalStatus,
    series: edition.series,
    label: edition.label,
    published: edition.published,
    in_force: edition.inForce,
    as_from: standsFrom(edition, by),
    withdrawn: edition.withdrawn,
    landing_url: edition.landingUrl,
    confidence: edition.confidence,
    source: edition.source.kind === 'url' ? edition.source.url : edition.source.path,
    attributes: JSON.stringify(edition.attributes),
  }
}

function approachRow(approach: Approach, position: number): Record<string, string | number> {
  return {
    approach: approach.id,
    position,
    label: approach.label,
    kind: approach.kind,
    definition: approach.definition.text,
    definition_source: approach.definition.source,
    definition_hash: definitionHash(approach),
    exclusions: JSON.stringify(approach.exclusions),
    fingerprint: lexiconFingerprint(approach),
  }
}

function termRows({ id, terms }: Approach): Record<string, string | number>[] {
  return terms.map((term, position) => ({
    approach: id,
    term: term.id,
    position,
    label: term.label ?? term.id,
    patterns: JSON.stringify(term.patterns),
  }))
}
