import { createHash } from 'node:crypto'

/** Hash of settings: the first 16 hex digits of SHA-256 over their JSON. */
export function fingerprint(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
