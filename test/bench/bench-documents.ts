import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

import { packageFile } from '../../src/package-file.ts'

/** PDF files to measure with. */
export interface BenchDocuments {
  /** What they are, for the table. */
  readonly name: string
  readonly files: readonly string[]
  /** False for the demo's few pages, where the start of the process outweighs the reading. */
  readonly telling: boolean
}

/** The demo's files that no reader can read, on purpose. */
const unreadable = new Set(['adolescent-mental-health.pdf', 'referral-pathway.pdf'])

function pdfFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.pdf'))
    .toSorted()
    .map((path) => join(folder, path))
}

/** Real inspection reports; null where the folder that holds them is absent. */
export function realDocuments(shared: string): BenchDocuments | null {
  const folder = join(shared, 'documents', 'ofsted-ilacs', 'files')
  return existsSync(folder) ? { name: 'real reports', files: pdfFiles(folder), telling: true } : null
}

/** The readable PDF files of the demo. */
export function demoDocuments(): BenchDocuments {
  const files = pdfFiles(packageFile('corpus/demo/site')).filter((path) => !unreadable.has(basename(path)))
  return { name: 'demo documents', files, telling: false }
}
