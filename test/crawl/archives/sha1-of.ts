import { warcDigest } from '../../../src/crawl/warc-records.ts'

/** A digest as an archive's index writes it: base32 of the SHA-1. */
export function sha1Of(bytes: Uint8Array): string {
  return warcDigest(bytes).slice('sha1:'.length)
}
