import { readFileSync } from 'node:fs'

import { UserError } from '../model/user-error.ts'
import { packageFile } from '../package-file.ts'
import type { Parameters, Result, Row } from '../workspace/database.ts'
import { openForReading, type Workspace } from '../workspace/workspace.ts'

/** What is asked about, whichever question it is. */
export interface Scope {
  /** Dates, `YYYY-MM-DD`. */
  readonly snapshots: readonly string[]
  /** Names that stand for several nations, with these. */
  readonly nations: Readonly<Record<string, readonly string[]>>
}

/** A workspace opened for questions, with the views of reports/views.sql in place. */
export interface Analysis {
  readonly workspace: Workspace
  /** Columns and rows of a question's SQL; `$approach` and `$by` are null where not given. */
  ask(sql: string, parameters?: Parameters): Promise<Result>
  /** The rows alone; the type is the caller's claim about its own SQL. */
  rows<T = Row>(sql: string, parameters?: Parameters): Promise<T[]>
  close(): void
}

/**
 * Opens a workspace for questions about some dates.
 *
 * @throws {UserError} where nothing was run yet
 * @throws {MachineError} where the workspace is being written
 */
export async function openAnalysis(folder: string, scope: Scope): Promise<Analysis> {
  const workspace = await openForReading(folder)
  try {
    await prepare(workspace, scope)
  } catch (error) {
    workspace.close()
    throw error
  }
  const { database } = workspace
  const complete = (parameters: Parameters = {}): Parameters => ({ approach: null, by: null, ...parameters })
  return {
    workspace,
    ask: (sql, parameters) => database.query(sql, complete(parameters)),
    rows: (sql, parameters) => database.rows(sql, complete(parameters)),
    close: () => workspace.close(),
  }
}

/**
 * The ids of the approaches in a workspace, in the order of tables.
 *
 * @throws {UserError} where `wanted` is none of them
 */
export async function approachIds(analysis: Analysis, wanted: string | null = null): Promise<string[]> {
  const rows = await analysis.rows<{ approach: string }>('select approach from approach order by position')
  const ids = rows.map((row) => row.approach)
  if (wanted !== null && !ids.includes(wanted)) {
    throw new UserError(`There is no approach "${wanted}" in this study`, { hint: `There are: ${ids.join(', ')}` })
  }
  return ids
}

async function prepare({ database }: Workspace, { snapshots, nations }: Scope): Promise<void> {
  await database.run(
    'create temp table snapshot(snapshot date); create temp table nation_part(nation varchar, part varchar)',
  )
  await database.insert(
    'snapshot',
    snapshots.map((snapshot) => ({ snapshot })),
  )
  await database.insert(
    'nation_part',
    Object.entries(nations).flatMap(([nation, parts]) => parts.map((part) => ({ nation, part }))),
  )
  await database.run(readFileSync(packageFile('reports/views.sql'), 'utf8'))
  await database.run(await vectorView(database))
}

/** Vectors of the model used last; its table is named after its dimensions. */
async function vectorView(database: Workspace['database']): Promise<string> {
  const [last] = await database.rows<{ model: string; dimensions: number }>(
    'select model, dimensions from embedding_model order by used_at desc limit 1',
  )
  const selection = last
    ? `select text_hash, vector from vector_${last.dimensions} where model = '${last.model.replaceAll("'", "''")}'`
    : 'select null::varchar as text_hash, null::float[1] as vector where false'
  return `create or replace temp view text_vector as ${selection}`
}
