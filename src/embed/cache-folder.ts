import { join } from 'node:path'

/**
 * The folder for files that can be made again: `POLICYLENS_CACHE`, else `~/.cache/policylens`.
 *
 * @param environment The process's environment variables.
 * @param home The user's home folder.
 */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>, home: string): string {
  const chosen = environment['POLICYLENS_CACHE']
  return chosen === undefined || chosen === '' ? join(home, '.cache', 'policylens') : chosen
}
