import { gzipSync } from 'node:zlib'

/** An index in the two files that replay tools read. */
export interface WaczIndex {
  /** `indexes/index.cdx.gz`: CDXJ lines in order, in gzip members that can be read one by one. */
  readonly lines: Buffer
  /** `indexes/index.idx`: the first key of each member, and where it stands. */
  readonly blocks: Buffer
}

const linesPerBlock = 1000

/**
 * Packs the lines of an index, in the order of their bytes. The second file is what ReplayWeb.page needs to read
 * compressed lines (it loads nothing from a `.cdx.gz` alone); pywb and the specification need only the first.
 */
export function packIndex(unordered: readonly string[]): WaczIndex {
  const lines = unordered.map((line) => Buffer.from(`${line}\n`)).toSorted(Buffer.compare)
  const members: Buffer[] = []
  const blocks = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}']
  let offset = 0
  for (let from = 0; from === 0 || from < lines.length; from += linesPerBlock) {
    const member = gzipSync(Buffer.concat(lines.slice(from, from + linesPerBlock)))
    const [key = '', time = ''] = (lines[from] ?? Buffer.alloc(0)).toString().split(' ', 2)
    if (key !== '') blocks.push(`${key} ${time} ${JSON.stringify({ offset, length: member.byteLength })}`)
    members.push(member)
    offset += member.byteLength
  }
  return { lines: Buffer.concat(members), blocks: Buffer.from(`${blocks.join('\n')}\n`) }
}
