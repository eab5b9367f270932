import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { MachineError } from '../model/user-error.ts'

/*
 * DuckDB itself keeps two writers apart; this file tells people who the other one is and since when.
 */

interface Holder {
  readonly pid: number
  readonly command: string
  readonly since: string
}

const lockPath = (folder: string): string => join(folder, 'in-use.json')

/**
 * Marks a workspace as being written by this process and returns what takes the mark away.
 *
 * @throws {MachineError} where a living process holds it
 */
export function takeLock(folder: string, command: string): () => void {
  const holder = readHolder(folder)
  if (holder && holder.pid !== process.pid && isAlive(holder.pid)) {
    throw new MachineError(describe(folder, holder), { hint: 'Wait until it has finished, then try again' })
  }
  const mine: Holder = { pid: process.pid, command, since: new Date().toISOString() }
  writeFileSync(lockPath(folder), JSON.stringify(mine))
  return () => {
    rmSync(lockPath(folder), { force: true })
  }
}

/** Says who holds a workspace that DuckDB would not open, from the mark or else from DuckDB's own message. */
export function describeHolder(folder: string, message: string): string {
  const holder = readHolder(folder)
  if (holder && isAlive(holder.pid)) return describe(folder, holder)
  const pid = /PID (\d+)/.exec(message)?.[1]
  return `The workspace in ${folder} is in use by another process${pid === undefined ? '' : ` (process ${pid})`}`
}

function describe(folder: string, { command, pid, since }: Holder): string {
  return `The workspace in ${folder} is in use by "${command}" (process ${pid}) since ${since}`
}

function readHolder(folder: string): Holder | null {
  try {
    return JSON.parse(readFileSync(lockPath(folder), 'utf8')) as Holder
  } catch {
    return null // none, or torn by a crash: then nobody holds it
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
