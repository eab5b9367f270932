import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parse } from 'csv-parse/sync'

import { packageFile } from '../../src/package-file.ts'

/** What a command gave. */
export interface Answer {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the compiled command, as people do. */
export function policylens(args: readonly string[], options: { readonly cwd?: string } = {}): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [packageFile('dist/cli/main.js'), ...args], {
    cwd: options.cwd ?? packageFile('.'),
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return { code: status, stdout, stderr }
}

/** A new empty folder. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'policylens-'))
}

/** Rows of a CSV text. */
export function csvRows(text: string): Record<string, string>[] {
  return parse(text, { columns: true })
}
