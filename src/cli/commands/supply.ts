import { existsSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'

import { supplyFile } from '../../crawl/supply-file.ts'
import { requireIsoDate } from '../../model/iso-date.ts'
import { UserError } from '../../model/user-error.ts'
import { findPipeline, loadPipeline } from '../../pipeline/load-pipeline.ts'
import { asMachineError } from '../../workspace/machine-error.ts'
import { openForWriting } from '../../workspace/workspace.ts'
import type { SupplyFlags } from '../flags.ts'

/** `policylens supply`: a document that a machine could not get, added by hand for a snapshot. */
export async function supply(documentKey: string, file: string, flags: SupplyFlags): Promise<void> {
  const { spec, workspace: folder, editions } = await loadPipeline(findPipeline(flags.pipeline, process.cwd()))
  const date = requireIsoDate('--snapshot', flags.snapshot)
  const obtained = requireIsoDate('--obtained', flags.obtained)
  if (!editions.some((edition) => edition.documentKey === documentKey && edition.source.kind === 'url')) {
    throw new UserError(`The registry has no document "${documentKey}"`, {
      hint: 'Keys are in its column document_key',
    })
  }
  if (!spec.snapshots.includes(date)) {
    throw new UserError(`--snapshot: found "${date}", allowed: ${spec.snapshots.join(', ')}, the pipeline's snapshots`)
  }
  if (!URL.canParse(flags.sourceUrl)) {
    throw new UserError(
      `--source-url: found "${flags.sourceUrl}", allowed: the web address from which you got the file`,
    )
  }
  const path = resolve(file)
  if (!existsSync(path) || !statSync(path).isFile()) throw new UserError(`There is no file ${file}`)
  const workspace = await openForWriting(folder, 'policylens supply')
  try {
    const isNew = await asMachineError('The file could not be added', () =>
      supplyFile(workspace, path, {
        documentKey,
        date,
        name: basename(path),
        sourceUrl: flags.sourceUrl,
        obtained,
        note: flags.note ?? '',
      }),
    )
    process.stdout.write(
      isNew
        ? `${file} now stands for ${documentKey} as at ${date}. Next: policylens run\n`
        : `${file} stands for ${documentKey} as at ${date} already.\n`,
    )
  } finally {
    workspace.close()
  }
}
