import { existsSync } from 'node:fs'
import { basename, extname } from 'node:path'

import type { Edition } from '../model/edition.ts'
import { editionOf, noDates } from './edition-row.ts'
import { listReadableFiles } from './local-files.ts'
import { missingFacts } from './missing-facts.ts'
import type { EditionList } from './read-registry.ts'

/**
 * The editions of a folder without a manifest: every readable file is a document of its own, and what only a person
 * knows (issuer, nation, dates) is left empty.
 */
export async function readFolder(folder: string): Promise<EditionList> {
  if (!existsSync(folder)) {
    const mistake = { file: folder, row: null, field: 'folder', found: 'nothing', allowed: 'a folder' }
    return { editions: [], mistakes: [mistake], missing: [], warnings: [] }
  }
  const files = await listReadableFiles(folder)
  const bare = files.map(({ path }) => withoutExtension(path))
  const editions = files.map(({ path, absolute }, at) => {
    // Two files that differ in the extension alone are two documents.
    const shared = bare.some((other, index) => index !== at && other === bare[at])
    return editionOfFile(shared ? path : withoutExtension(path), { path, absolute })
  })
  return { editions, mistakes: [], missing: missingFacts(editions), warnings: [] }
}

function withoutExtension(path: string): string {
  return path.slice(0, path.length - extname(path).length)
}

function editionOfFile(
  documentKey: string,
  { path, absolute }: { readonly path: string; readonly absolute: string },
): Edition {
  const facts = {
    title: basename(documentKey),
    issuer: '',
    nation: '',
    sector: '',
    legalStatus: '',
    series: false,
    attributes: {},
  }
  return editionOf({ documentKey, ...facts }, noDates, { source: { kind: 'file', path, absolute } })
}
