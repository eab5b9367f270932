import { MachineError, UserError } from '../model/user-error.ts'

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file grew beyond the size that the system allows',
  EROFS: 'the folder is read-only',
  EACCES: 'the folder is not writable for you',
  EPERM: 'the folder is not writable for you',
  ENOTDIR: 'a part of the path is a file',
  ENOENT: 'there is no such folder',
}

/**
 * The plain sentence for an error of the machine (a full disk, a read-only folder), from Node or from DuckDB;
 * null where the error is something else.
 */
export function machineCause(error: unknown): string | null {
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code !== undefined && code in causes) return causes[code] ?? null
  const message = error instanceof Error ? error.message : String(error)
  if (/No space left on device/i.test(message)) return causes['ENOSPC'] ?? null
  if (/File too large/i.test(message)) return causes['EFBIG'] ?? null
  if (/Read-only file system/i.test(message)) return causes['EROFS'] ?? null
  if (/Permission denied/i.test(message)) return causes['EACCES'] ?? null
  return null
}

/**
 * Runs `work`; an error of the machine becomes a {@link MachineError} that says what was attempted and why it failed.
 */
export async function asMachineError<T>(attempt: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MachineError || error instanceof UserError) throw error
    const cause = machineCause(error)
    if (cause === null) throw error
    throw new MachineError(`${attempt}: ${cause}`, {
      hint: 'What was done before is kept: make room or choose another folder, and run the same command again',
      cause: error,
    })
  }
}
