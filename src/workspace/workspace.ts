import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { MachineError, UserError } from '../model/user-error.ts'
import { packageFile } from '../package-file.ts'
import { Database } from './database.ts'
import { describeHolder, takeLock } from './lock.ts'
import { asMachineError } from './machine-error.ts'

/** An open workspace: the folder that holds everything a pipeline made. */
export interface Workspace {
  readonly folder: string
  readonly database: Database
  /** Absolute path of something in the workspace. */
  path(...parts: readonly string[]): string
  close(): void
}

const databaseName = 'policylens.duckdb'

/**
 * Opens a workspace for writing, making it where it does not exist.
 *
 * @throws {MachineError} where another process is writing in it, the folder cannot be written or the disk is full
 */
export async function openForWriting(folder: string, command: string): Promise<Workspace> {
  const release = await asMachineError(`Cannot write in ${folder}`, () => {
    mkdirSync(folder, { recursive: true })
    return takeLock(folder, command)
  })
  try {
    if (!existsSync(join(folder, databaseName))) await createDatabase(folder)
    return workspace(folder, await open(folder, { readOnly: false }), release)
  } catch (error) {
    release()
    throw error
  }
}

/** Whether anything was run in a folder yet. */
export function hasWorkspace(folder: string): boolean {
  return existsSync(join(folder, databaseName))
}

/**
 * Opens a workspace for reading.
 *
 * @throws {UserError} where there is none yet
 * @throws {MachineError} where a process is writing in it
 */
export async function openForReading(folder: string): Promise<Workspace> {
  if (!hasWorkspace(folder)) {
    throw new UserError(`There is no workspace in ${folder} yet`, { hint: 'Make it with: policylens run' })
  }
  return workspace(folder, await open(folder, { readOnly: true }), () => undefined)
}

/** Made under another name, so that a full disk or a crash leaves no half-made database. */
async function createDatabase(folder: string): Promise<void> {
  const draft = join(folder, `${databaseName}.new`)
  for (const leftover of [draft, `${draft}.wal`]) rmSync(leftover, { force: true })
  await asMachineError(`Cannot make a workspace in ${folder}`, async () => {
    const database = await Database.open(draft, { readOnly: false })
    try {
      await database.run(readFileSync(packageFile('src/workspace/schema.sql'), 'utf8'))
      await database.run('checkpoint')
    } finally {
      database.close()
    }
    renameSync(draft, join(folder, databaseName))
  })
}

function workspace(folder: string, database: Database, release: () => void): Workspace {
  return {
    folder,
    database,
    path: (...parts) => join(folder, ...parts),
    close: () => {
      database.close()
      release()
    },
  }
}

async function open(folder: string, { readOnly }: { readonly readOnly: boolean }): Promise<Database> {
  try {
    return await Database.open(join(folder, databaseName), { readOnly })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (/lock/i.test(message)) throw new MachineError(describeHolder(folder, message), { cause: error })
    throw new MachineError(`Cannot open the workspace in ${folder}: ${message}`, { cause: error })
  }
}
