import { createHash } from 'node:crypto'

import { isFurniture, zoneOf, type Block, type BlockKind, type Extraction, type Piece } from '../model/extraction.ts'
import type { Database } from './database.ts'

/** A block as it is stored, with its ordinal in the edition. */
export interface StoredBlock extends Block {
  readonly block: number
}

/** A file that the present corpus stands on. */
export interface CorpusFile {
  readonly sha256: string
  /** Address or name that it came under. */
  readonly name: string
  /** Where it lies in the workspace. */
  readonly stored: string
  /** Keys of its documents. */
  readonly label: string
}

/** The files that the present corpus stands on, each once. */
export async function listCaptures(database: Database): Promise<CorpusFile[]> {
  return database.rows(
    `select c.sha256, any_value(c.final_url) as name, any_value(c.stored) as stored,
       string_agg(distinct c.document_key, ', ') as label
     from capture c semi join edition e on e.document_key = c.document_key
     where c.current and c.sha256 is not null
     group by c.sha256 order by label, c.sha256`,
  )
}

/** A text of the present corpus: what was extracted of one of its files. */
export interface CorpusText {
  readonly sha256: string
  readonly textHash: string
  readonly label: string
}

/** The texts of the present corpus, each once. */
export async function listTexts(database: Database): Promise<CorpusText[]> {
  const files = await listCaptures(database)
  const texts = await database.rows<{ sha256: string; textHash: string }>(
    'select sha256, text_sha256 as "textHash" from extraction',
  )
  const hashes = new Map(texts.map(({ sha256, textHash }) => [sha256, textHash]))
  return files.flatMap(({ sha256, label }) => {
    const textHash = hashes.get(sha256)
    return textHash === undefined ? [] : [{ sha256, textHash, label }]
  })
}

/** Removes what was extracted of a capture. */
async function deleteText(database: Database, sha256: string): Promise<void> {
  for (const table of ['extraction', 'page', 'block', 'second_reading']) {
    await database.run(`delete from ${table} where sha256 = $sha256`, { sha256 })
  }
}

/** Replaces what was extracted of a capture; `words` are counted by the caller, one number a block. */
export async function writeText(
  database: Database,
  sha256: string,
  { extraction, words }: { readonly extraction: Extraction; readonly words: readonly number[] },
): Promise<void> {
  const { blocks, pages } = extraction
  await deleteText(database, sha256)
  await database.insert('extraction', [
    {
      sha256,
      format: extraction.format,
      media_type: extraction.mediaType,
      title: extraction.title,
      pages: pages.length === 0 ? null : pages.length,
      words: blocks.reduce((sum, block, index) => sum + (isFurniture(block.kind) ? 0 : (words[index] ?? 0)), 0),
      blocks: blocks.length,
      text_sha256: hashText(blocks),
      joins: JSON.stringify(extraction.joins),
      misnamed: extraction.misnamed,
    },
  ])
  await database.append(
    'page',
    pages.map((page) => [sha256, page.number, page.label, page.width, page.height]),
  )
  await database.append(
    'block',
    blocks.map((block, index) => [
      sha256,
      index,
      block.kind,
      zoneOf(block.kind),
      block.level,
      block.number,
      JSON.stringify(block.section),
      block.pieces[0]?.page ?? null,
      words[index] ?? 0,
      block.text,
      JSON.stringify(block.pieces.map(packPiece)),
    ]),
  )
}

/** The blocks of a text, in reading order. Pieces are read only when they are asked for. */
export async function readBlocks(database: Database, sha256: string): Promise<StoredBlock[]> {
  const rows = await database.rows<{
    block: number
    kind: BlockKind
    level: number | null
    number: string | null
    section: string
    text: string
    pieces: string
  }>('select block, kind, level, number, section, text, pieces from block where sha256 = $sha256 order by block', {
    sha256,
  })
  return rows.map((row) => ({
    ...row,
    section: JSON.parse(row.section) as string[],
    get pieces(): readonly Piece[] {
      return (JSON.parse(row.pieces) as PackedPiece[]).map(unpackPiece)
    },
  }))
}

/** Hash that stands for the wording of a text: its blocks, page furniture apart. */
function hashText(blocks: readonly Block[]): string {
  const hash = createHash('sha256')
  for (const block of blocks) if (!isFurniture(block.kind)) hash.update(block.text).update('\n')
  return hash.digest('hex')
}

/** Page, start, end, source, then the box: a quarter of the size with names. */
type PackedPiece = readonly [number, number, number, number, number, number, number, number]

function packPiece({ page, start, end, source, box }: Piece): PackedPiece {
  const [left, top, right, bottom] = box.map((coordinate) => Math.round(coordinate * 10) / 10)
  return [page, start, end, source, left ?? 0, top ?? 0, right ?? 0, bottom ?? 0]
}

function unpackPiece([page, start, end, source, ...box]: PackedPiece): Piece {
  return { page, start, end, source, box }
}
