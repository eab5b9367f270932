import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { storeBytes } from './content-store.ts'
import { decodeBody } from './decode-body.ts'
import type { HeaderPairs } from './exchange.ts'
import { readMembers } from './read-members.ts'

/** What a capture says of its bytes. */
export interface CapturedFile {
  /** From the workspace folder: `files/<sha256>.<extension>`. */
  readonly stored: string
  readonly sha256: string
  readonly bytes: number
  /** From the workspace folder: `warc/<run id>.warc.gz`. */
  readonly warcFile: string
  /** Where the response record begins. */
  readonly warcOffset: number
}

/** The body of a response record, content-encoding removed; null where there is none, or it is damaged. */
async function readBody(path: string, { warcOffset, bytes }: CapturedFile): Promise<Uint8Array | null> {
  for await (const { head } of readMembers(path, { from: warcOffset, keep: Infinity })) {
    const warcEnd = head.indexOf('\r\n\r\n')
    const httpEnd = head.indexOf('\r\n\r\n', warcEnd + 4)
    if (warcEnd === -1 || httpEnd === -1) return null
    const lines = head
      .subarray(warcEnd + 4, httpEnd)
      .toString('latin1')
      .split('\r\n')
      .slice(1)
    const headers: HeaderPairs = lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
    // Two line ends close the record.
    const body = head.subarray(httpEnd + 4, -4)
    const decoded = await decodeBody(body, headers, { maxBytes: bytes, longer: 'fail' })
    return decoded.ok ? decoded.body : null
  }
  return null
}

/**
 * Makes the file of a capture anew from its WARC record where it is not there whole, as after a crash of the machine
 * itself, which may lose files that were not on the disk yet.
 *
 * @throws {MachineError} where the folder cannot be written
 */
export async function restoreCapture(folder: string, file: CapturedFile): Promise<'whole' | 'restored' | 'lost'> {
  const size = await stat(join(folder, file.stored)).then(
    (facts) => facts.size,
    () => null,
  )
  if (size === file.bytes) return 'whole'
  const body = await readBody(join(folder, file.warcFile), file)
  if (body === null || createHash('sha256').update(body).digest('hex') !== file.sha256) return 'lost'
  await storeBytes(folder, body, { extension: file.stored.slice(file.stored.lastIndexOf('.')) })
  return 'restored'
}
