import { existsSync, statSync } from 'node:fs'

import type { Edition } from '../model/edition.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import type { StageContext, WorkItem } from '../workspace/stage.ts'
import { replaceCaptures } from './captures.ts'
import { copyFileToStore } from './content-store.ts'

/** The work on an edition that is a file on this machine. */
export function fileItem(edition: Edition, mark: string): WorkItem {
  const { source } = edition
  return {
    item: edition.editionId,
    input: source.kind === 'file' ? fingerprint(source.path, fileStamp(source.absolute)) : '',
    fingerprint: mark,
    label: edition.documentKey,
  }
}

/** Size and times stand for a file's bytes: a file that was touched is read again, which costs little. */
function fileStamp(path: string): readonly number[] {
  const facts = statSync(path, { throwIfNoEntry: false })
  return facts ? [facts.size, facts.mtimeMs, facts.ctimeMs] : []
}

/** Copies an edition's file into the workspace. */
export async function captureFile(
  { source, editionId, documentKey, published }: Edition,
  { item, context }: { readonly item: WorkItem; readonly context: StageContext },
): Promise<void> {
  if (source.kind !== 'file') return
  const facts = { document_key: documentKey, edition_id: editionId, route: 'local', url: source.path, published }
  if (!existsSync(source.absolute)) {
    const failure = { reason: 'file_missing', detail: source.absolute } as const
    await context.record(item, { status: 'failed', ...failure }, () =>
      replaceCaptures(context, item.item, [{ ...facts, ...failure }]),
    )
    return
  }
  const stored = await copyFileToStore(context.workspace.folder, source.absolute)
  await context.record(item, { status: 'done' }, () =>
    replaceCaptures(context, item.item, [
      {
        ...facts,
        final_url: source.path,
        bytes: stored.bytes,
        sha256: stored.sha256,
        stored: stored.path,
        retrieved_at: new Date().toISOString(),
      },
    ]),
  )
}
