import { dirname, join, resolve } from 'node:path'

import { UserError } from '../model/user-error.ts'
import type { PipelineFile } from './load-pipeline.ts'

/** The files of a study of the web that people write in; absolute paths. */
export interface StudyFiles {
  readonly registry: string
  readonly editions: string
  /** The list of candidates: the one given, else candidates.csv beside the registry. */
  readonly candidates: string
}

/**
 * The registry of a pipeline, and the list of candidates for it.
 *
 * @throws {UserError} where the pipeline studies files on this machine
 */
export function studyFiles({ spec, path }: PipelineFile, given: string | undefined, folder: string): StudyFiles {
  const { source } = spec
  if (source.kind !== 'http') {
    throw new UserError('This pipeline studies files on this machine, so there is no registry to add to', {
      hint: 'A registry is named by a pipeline whose source has kind: http',
    })
  }
  const base = dirname(path)
  const registry = resolve(base, source.registry)
  const candidates = given === undefined ? join(dirname(registry), 'candidates.csv') : resolve(folder, given)
  return { registry, editions: resolve(base, source.editions), candidates }
}
