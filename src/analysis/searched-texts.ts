import { readBlocks, type StoredBlock } from '../workspace/texts.ts'
import type { Analysis } from './open-analysis.ts'

/** A text of the snapshots asked about, with the places where it stands in the corpus. */
export interface SearchedText {
  readonly sha256: string
  readonly blocks: readonly StoredBlock[]
  readonly places: readonly Place[]
}

/** A document in a snapshot. */
export interface Place {
  readonly snapshot: string
  readonly document_key: string
  readonly title: string
  readonly published: string | null
  readonly source: string
}

/** The texts of all snapshots, each once, in the order of document keys. */
export async function* searchedTexts(analysis: Analysis): AsyncGenerator<SearchedText> {
  const rows = await analysis.rows<Place & { sha256: string }>(
    `select d.snapshot, d.document_key, d.title, d.published, d.source, t.sha256
     from snapshot_document d join snapshot_text t on t.snapshot = d.snapshot and t.document_key = d.document_key
     where d.obtained order by d.document_key, d.snapshot, t.part`,
  )
  const bySha = new Map<string, Place[]>()
  for (const { sha256, ...place } of rows) bySha.set(sha256, [...(bySha.get(sha256) ?? []), place])
  for (const [sha256, places] of bySha) {
    yield { sha256, places, blocks: await readBlocks(analysis.workspace.database, sha256) }
  }
}
