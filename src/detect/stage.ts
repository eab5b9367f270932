import type { Mention } from '../model/mention.ts'
import type { Database } from '../workspace/database.ts'
import { lexiconFingerprint } from '../workspace/corpus.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { Stage, StageContext, WorkItem } from '../workspace/stage.ts'
import { listTexts, readBlocks, type StoredBlock } from '../workspace/texts.ts'
import { findDisputed, findSecondOnly, type SecondOnly } from './compare-readings.ts'
import { findMentions } from './find-mentions.ts'
import { compileLexicon, type Lexicon } from './lexicon.ts'

/** Raised when the same blocks and terms would give other mentions. */
const version = 1

/** Which pages of a PDF are read again with the second reader. */
export type Verify = 'mentions' | 'all' | 'none'

/** Reads pages of a capture again with the second reader: text by page number, null where it cannot read the file. */
export type SecondReader = (sha256: string, pages: readonly number[]) => Promise<ReadonlyMap<number, string> | null>

/** The detect stage: blocks and approaches to mentions. */
export function createDetectStage(settings: { readonly verify: Verify; readonly readAgain: SecondReader }): Stage {
  return {
    name: 'detect',
    items: async ({ workspace, approaches }) => {
      const texts = await listTexts(workspace.database)
      return texts.flatMap(({ sha256, textHash, label }) =>
        approaches.map((approach) => ({
          item: `${sha256}:${approach.id}`,
          input: textHash,
          fingerprint: fingerprint('detect', version, settings.verify, lexiconFingerprint(approach)),
          label: `${label}: ${approach.label}`,
        })),
      )
    },
    run: async (items, context) => {
      const lexicons = new Map(context.approaches.map((approach) => [approach.id, compileLexicon(approach)]))
      for (const [sha256, group] of groupByText(items)) {
        const blocks = await readBlocks(context.workspace.database, sha256)
        const found = group.flatMap((item) => {
          const lexicon = lexicons.get(item.item.slice(sha256.length + 1))
          return lexicon ? [{ item, lexicon, mentions: findMentions(blocks, lexicon, item.input) }] : []
        })
        const again = await readAgain(sha256, { found, blocks, context, settings })
        for (const one of found) {
          const results = compare(one, { blocks, again: again ?? new Map() })
          const ending = again === null ? { detail: 'the second reader could not read it' } : {}
          await context.record(one.item, { status: 'done', ...ending }, () =>
            replaceMentions(context.workspace.database, sha256, { ...one, ...results }),
          )
        }
      }
    },
  }
}

function groupByText(items: readonly WorkItem[]): Map<string, WorkItem[]> {
  const groups = new Map<string, WorkItem[]>()
  for (const item of items) {
    const sha256 = item.item.slice(0, item.item.indexOf(':'))
    groups.set(sha256, [...(groups.get(sha256) ?? []), item])
  }
  return groups
}

interface Found {
  readonly item: WorkItem
  readonly lexicon: Lexicon
  readonly mentions: readonly Mention[]
}

/** The second reader's text of the pages to be verified; what was read before is not read again. */
async function readAgain(sha256: string, task: ReadAgainTask): Promise<ReadonlyMap<number, string> | null> {
  const { settings, found, blocks, context } = task
  const { database } = context.workspace
  const wanted = new Set(settings.verify === 'none' ? [] : pagesToVerify(settings.verify, found, blocks))
  if (wanted.size === 0) return new Map()
  const stored = await database.rows<{ page: number; text: string }>(
    'select page, text from second_reading where sha256 = $sha256',
    { sha256 },
  )
  const known = new Map(stored.map(({ page, text }) => [page, text]))
  const missing = [...wanted].filter((page) => !known.has(page))
  const read = missing.length > 0 ? await settings.readAgain(sha256, missing) : new Map<number, string>()
  if (read === null) return null
  await database.append(
    'second_reading',
    Array.from(read, ([page, text]) => [sha256, page, text]),
  )
  return new Map([...known, ...read])
}

interface ReadAgainTask {
  readonly found: readonly Found[]
  readonly blocks: readonly StoredBlock[]
  readonly context: StageContext
  readonly settings: { readonly verify: Verify; readonly readAgain: SecondReader }
}

function pagesToVerify(verify: Verify, found: readonly Found[], blocks: readonly StoredBlock[]): number[] {
  if (verify === 'all') return blocks.flatMap((block) => block.pieces.map((piece) => piece.page))
  return found.flatMap(({ mentions }) =>
    mentions.flatMap((mention) =>
      (blocks[mention.block]?.pieces ?? [])
        .filter((piece) => piece.start < mention.end && mention.start < piece.end)
        .map((piece) => piece.page),
    ),
  )
}

interface Comparison {
  readonly disputed: ReadonlySet<string>
  readonly secondOnly: readonly SecondOnly[]
}

function compare(
  { mentions, lexicon }: Found,
  { blocks, again }: { readonly blocks: readonly StoredBlock[]; readonly again: ReadonlyMap<number, string> },
): Comparison {
  const read = mentions.flatMap((mention) => {
    const block = blocks[mention.block]
    return block ? [{ mention, text: block.text, pieces: block.pieces }] : []
  })
  return { disputed: findDisputed(read, again), secondOnly: findSecondOnly(mentions, again, lexicon) }
}

async function replaceMentions(
  database: Database,
  sha256: string,
  { lexicon, mentions, disputed, secondOnly }: Found & Comparison,
): Promise<void> {
  const { approach } = lexicon
  await database.run('delete from mention where sha256 = $sha256 and approach = $approach', { sha256, approach })
  await database.run('delete from second_only where sha256 = $sha256 and approach = $approach', { sha256, approach })
  await database.append(
    'mention',
    mentions.map((one) => [
      sha256,
      one.approach,
      one.term,
      one.id,
      one.block,
      one.start,
      one.end,
      one.page,
      one.zone,
      one.match,
      one.left,
      one.right,
      disputed.has(one.id),
    ]),
  )
  await database.append(
    'second_only',
    secondOnly.map((one) => [sha256, approach, one.term, one.page, one.context]),
  )
}
