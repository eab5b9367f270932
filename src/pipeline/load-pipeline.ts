import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

import { readFolder } from '../crawl/read-folder.ts'
import { readManifest, readRegistry, type EditionList } from '../crawl/read-registry.ts'
import type { Approach } from '../model/approach.ts'
import type { Edition } from '../model/edition.ts'
import { formatMistake, type Mistake } from '../model/mistake.ts'
import { pipelineSchema, type PipelineSpec } from '../model/pipeline.ts'
import { UserError } from '../model/user-error.ts'
import { fingerprint } from '../workspace/fingerprint.ts'
import { loadApproaches } from './load-approaches.ts'
import { loadYaml } from './load-yaml.ts'

/** A pipeline ready to run: the file's settings, with paths made absolute and everything it names read. */
export interface Pipeline {
  readonly path: string
  /** Hash of the file, for the record of runs. */
  readonly sha: string
  readonly spec: PipelineSpec
  readonly workspace: string
  readonly editions: readonly Edition[]
  readonly approaches: readonly Approach[]
  /** What is doubtful in the registry without being wrong. */
  readonly warnings: readonly Mistake[]
}

/**
 * The pipeline that a command means: the one given, else `policylens.yaml` here, else the only YAML file in
 * `./pipelines`.
 *
 * @throws {UserError} where there is none, or several to choose from
 */
export function findPipeline(given: string | undefined, folder: string): string {
  if (given !== undefined) return resolve(folder, given)
  const own = join(folder, 'policylens.yaml')
  if (existsSync(own)) return own
  const shelf = join(folder, 'pipelines')
  const found = existsSync(shelf) ? readdirSync(shelf).filter((name) => /\.ya?ml$/.test(name)) : []
  if (found.length === 1 && found[0] !== undefined) return join(shelf, found[0])
  if (found.length > 1) {
    throw new UserError(`There are several pipelines in ./pipelines: ${found.join(', ')}`, {
      hint: `Name one, such as: --pipeline pipelines/${found[0]}`,
    })
  }
  throw new UserError('There is no pipeline here', {
    hint: 'Make one for a folder of documents with: policylens init FOLDER, or name one with --pipeline',
  })
}

/** A pipeline file alone: enough to find the workspace and to know what is asked of it. */
export interface PipelineFile {
  readonly path: string
  /** Hash of the file, for the record of runs. */
  readonly sha: string
  readonly spec: PipelineSpec
  /** Absolute path. */
  readonly workspace: string
}

/** A pipeline ready to run: its file, and everything that the file names, read and checked. */
export interface Pipeline extends PipelineFile {
  readonly editions: readonly Edition[]
  readonly approaches: readonly Approach[]
  /** What is doubtful in the registry without being wrong. */
  readonly warnings: readonly Mistake[]
}

/** A value, or every mistake that stands in its way. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** Reads a pipeline file and everything it names, and collects all mistakes. */
export async function checkPipeline(path: string): Promise<Checked<Pipeline>> {
  const file = checkPipelineFile(path)
  if (!file.ok) return file
  const base = dirname(path)
  const corpus = await readEditions(file.value.spec, base)
  const approaches = loadApproaches(file.value.spec.approaches, base)
  const mistakes = [...corpus.mistakes, ...approaches.mistakes]
  if (mistakes.length > 0) return { ok: false, mistakes }
  return {
    ok: true,
    value: { ...file.value, editions: corpus.editions, approaches: approaches.approaches, warnings: corpus.warnings },
  }
}

/**
 * Reads a pipeline file and everything it names.
 *
 * @throws {UserError} with all mistakes, a line each
 */
export async function loadPipeline(path: string): Promise<Pipeline> {
  return orThrow(await checkPipeline(path))
}

/**
 * Reads a pipeline file alone.
 *
 * @throws {UserError} with all mistakes, a line each
 */
export function loadPipelineFile(path: string): PipelineFile {
  return orThrow(checkPipelineFile(path))
}

/** One error for many mistakes, a line each. */
export function mistakesError(mistakes: readonly Mistake[]): UserError {
  const count = mistakes.length === 1 ? 'There is 1 mistake' : `There are ${mistakes.length} mistakes`
  return new UserError([`${count}; nothing was done:`, ...mistakes.map((one) => `  ${formatMistake(one)}`)].join('\n'))
}

function orThrow<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value
  throw mistakesError(checked.mistakes)
}

function checkPipelineFile(path: string): Checked<PipelineFile> {
  const loaded = loadYaml(path, pipelineSchema)
  if (!loaded.ok) return loaded
  const workspace = resolve(dirname(path), loaded.value.workspace)
  return { ok: true, value: { path, sha: fingerprint(loaded.text), spec: loaded.value, workspace } }
}

async function readEditions(spec: PipelineSpec, base: string): Promise<EditionList> {
  const { source } = spec
  if (source.kind === 'http') {
    const { nations, snapshots } = spec
    return readRegistry(resolve(base, source.registry), resolve(base, source.editions), { nations, snapshots })
  }
  const folder = resolve(base, source.folder)
  const manifest = resolve(base, source.manifest ?? join(source.folder, 'manifest.csv'))
  if (source.manifest !== undefined || existsSync(manifest)) return readManifest(manifest, { folder })
  const found = await readFolder(folder)
  // A workspace in the folder of documents holds copies of them, which are no documents.
  const inside = `${resolve(base, spec.workspace)}${sep}`
  const editions = found.editions.filter(
    ({ source: from }) => from.kind !== 'file' || !from.absolute.startsWith(inside),
  )
  return { ...found, editions }
}
