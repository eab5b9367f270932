import { cpSync, existsSync } from 'node:fs'
import { join, relative } from 'node:path'

import { root } from '../../src/setup/ensure-ready.mjs'
import { runCommand } from './run-command.mjs'

const made = new Set(['node_modules', 'dist', '.policylens', 'coverage', '.git'])

/** Puts a fresh clone of the project, or where it is not under git a copy, into a folder, and says which it was. */
export function copyProject(folder) {
  const clone = existsSync(join(root, '.git'))
    ? runCommand(['git', 'clone', '--quiet', root, folder], { cwd: root })
    : { code: 1 }
  if (clone.code !== 0) {
    cpSync(root, folder, { recursive: true, filter: (path) => !made.has(relative(root, path)) })
    return 'A copy of the project, without what was installed or made in it.'
  }
  const { stdout: commit } = runCommand(['git', 'log', '-1', '--format=%h %s'], { cwd: folder })
  const { stdout: changes } = runCommand(['git', '--no-optional-locks', 'status', '--porcelain'], { cwd: root })
  const count = changes.split('\n').filter(Boolean).length
  return `A clone at ${commit.trim()}${count > 0 ? `; ${count} files that are not committed are not in it` : ''}.`
}
