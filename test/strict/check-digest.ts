import { createHash } from 'node:crypto'

/** A SHA digest in base32 of RFC 4648, bit by bit. */
function base32(digest: Buffer): string {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

const algorithms: Readonly<Record<string, string>> = {
  sha1: 'sha1',
  'sha-1': 'sha1',
  sha256: 'sha256',
  'sha-256': 'sha256',
  md5: 'md5',
}

/** What is wrong with a labelled digest of some bytes; null where it is right. Base32 and hex are both in use. */
export function digestFault(label: string, bytes: Uint8Array): string | null {
  const [algorithm = '', value = ''] = label.split(':', 2)
  const known = algorithms[algorithm.toLowerCase()]
  if (known === undefined || value === '') return `${label} names no known algorithm`
  const digest = createHash(known).update(bytes).digest()
  const right = [base32(digest), digest.toString('hex')]
  const found = value.replace(/=+$/, '')
  return right.includes(found) || right.includes(found.toLowerCase()) || right.includes(found.toUpperCase())
    ? null
    : `${label}, but the bytes have ${known}:${right[0]}`
}
