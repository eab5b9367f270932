/*
 * Checks on real PDFs that every piece of every block maps code point by code point to the page's characters.
 *
 *   npx tsx test/real/piece-map.ts [folder of PDFs, searched with what is below it; default ../shared/documents]
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractBytes } from '../../src/extract/extract-bytes.ts'
import { loadPdfium } from '../../src/extract/pdf/pdfium.ts'
import { findMapFaults } from '../extract/pdf/find-map-faults.ts'

const folder = process.argv[2] ?? '../shared/documents'
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.pdf'))
  .toSorted()
const { api } = await loadPdfium(512)
let pieces = 0
let faults = 0
let read = 0
for (const file of files) {
  const bytes = readFileSync(join(folder, file))
  const result = await extractBytes(bytes, { name: file })
  if (!result.ok) {
    console.log(`${file}: ${result.reason}: ${result.detail}`)
    continue
  }
  read++
  const found = findMapFaults(bytes, { extraction: result.extraction, pdfium: api })
  pieces += result.extraction.blocks.reduce((sum, block) => sum + block.pieces.length, 0)
  faults += found.length
  for (const fault of found.slice(0, 3)) console.log(`${file}: ${fault}`)
}
console.log(`${read} of ${files.length} files, ${pieces} pieces, ${faults} faults`)
