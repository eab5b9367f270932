import { checkRecord } from './check-record.ts'
import { readGzipMember } from './read-gzip.ts'
import type { HttpMessage } from './read-http.ts'
import { readFields, valueOf, valuesOf, type Field } from './warc-fields.ts'
import { createComplaints, type Complaints, type Violation } from './violation.ts'

/*
 * A reader of WARC files (ISO 28500:2017, WARC 1.1; and 1.0) that forgives nothing, written from the standard. It
 * reads on after a violation as far as it can, so that all are told.
 */

/** A record of a WARC file. */
export interface StrictRecord {
  /** In the file as it is, compressed or not. */
  readonly offset: number
  readonly length: number
  readonly version: '1.0' | '1.1'
  readonly type: string
  readonly fields: readonly Field[]
  readonly block: Buffer
  /** Of requests and responses over HTTP that can be read. */
  readonly http: HttpMessage | null
}

/** What a WARC file holds and where it breaks the rules. */
export interface StrictWarc {
  readonly records: readonly StrictRecord[]
  readonly violations: readonly Violation[]
}

interface Cut {
  readonly record: Omit<StrictRecord, 'offset' | 'length'>
  /** Bytes of the record, with the two line ends after its block. */
  readonly length: number
}

/** Cuts one record from the beginning of some bytes; null where no record begins there. */
function cutRecord(bytes: Buffer, complaints: Complaints): Cut | null {
  const version = /^WARC\/(1\.[01])\r\n/.exec(bytes.subarray(0, 16).toString('latin1'))?.[1]
  if (version === undefined) {
    complaints.add('framing', `no record begins here, but ${JSON.stringify(bytes.subarray(0, 16).toString('latin1'))}`)
    return null
  }
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) {
    complaints.add('framing', 'the head of a record has no end')
    return null
  }
  let head = ''
  try {
    head = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(10, headEnd + 2))
  } catch {
    complaints.add('utf-8', 'the head of a record is not UTF-8')
    head = bytes.subarray(10, headEnd + 2).toString('latin1')
  }
  const fields = readFields(head, complaints)
  const announced = valueOf(fields, 'content-length')
  if (announced === null || !/^\d+$/.test(announced)) {
    complaints.add('mandatory', `Content-Length is ${announced}`)
    return null
  }
  const begin = headEnd + 4
  const end = begin + Number(announced)
  if (end > bytes.length) {
    complaints.add('framing', `Content-Length is ${announced}, but ${bytes.length - begin} bytes follow`)
    return null
  }
  if (bytes.subarray(end, end + 4).toString('latin1') !== '\r\n\r\n') {
    complaints.add('framing', `after ${announced} bytes of block there are no two line ends`)
    return null
  }
  const raw = { version: version === '1.0' ? '1.0' : '1.1', fields, block: bytes.subarray(begin, end) } as const
  const http = checkRecord(raw, complaints)
  return { record: { ...raw, type: valueOf(fields, 'warc-type') ?? '', http }, length: end + 4 }
}

/** Reads a compressed file: each record is a gzip member (annex D.2), and there is nothing else. */
function readCompressed(bytes: Buffer, complaints: Complaints): StrictRecord[] {
  const records: StrictRecord[] = []
  for (let at = 0; at < bytes.length;) {
    complaints.at = at
    try {
      const member = readGzipMember(bytes, at)
      const cut = cutRecord(member.content, complaints)
      if (cut !== null) {
        if (cut.length !== member.content.length) {
          complaints.add('member', `${member.content.length - cut.length} bytes follow the record in its gzip member`)
        }
        records.push({ ...cut.record, offset: at, length: member.length })
      }
      at += member.length
    } catch (error) {
      complaints.add('gzip', error instanceof Error ? error.message : String(error))
      return records
    }
  }
  return records
}

function readPlain(bytes: Buffer, complaints: Complaints): StrictRecord[] {
  const records: StrictRecord[] = []
  for (let at = 0; at < bytes.length;) {
    complaints.at = at
    const cut = cutRecord(bytes.subarray(at), complaints)
    if (cut === null) return records
    records.push({ ...cut.record, offset: at, length: cut.length })
    at += cut.length
  }
  return records
}

/** Checks what records say of one another. */
function checkTogether(records: readonly StrictRecord[], complaints: Complaints): void {
  const byId = new Map<string, StrictRecord>()
  for (const record of records) {
    complaints.at = record.offset
    const id = valueOf(record.fields, 'warc-record-id') ?? ''
    if (byId.has(id)) complaints.add('unique', `${id} is also the id of the record at ${byId.get(id)?.offset}`)
    else byId.set(id, record)
  }
  for (const record of records) {
    complaints.at = record.offset
    const info = valueOf(record.fields, 'warc-warcinfo-id')
    if (info !== null && byId.get(info)?.type !== 'warcinfo')
      complaints.add('reference', `${info} is no warcinfo record here`)
    for (const id of valuesOf(record.fields, 'warc-concurrent-to')) {
      const other = byId.get(id)
      if (other === undefined) complaints.add('reference', `WARC-Concurrent-To leads to ${id}, which is not here`)
      for (const name of other === undefined ? [] : ['warc-date', 'warc-target-uri']) {
        const [one, two] = [other, record].map((side) => valueOf(side?.fields ?? [], name)?.replace(/^<|>$/g, ''))
        if (one === two) continue
        complaints.add('same-event', `it is concurrent to ${id}, which has another ${name}`)
      }
    }
  }
}

/** Reads a WARC file whole, compressed or not. */
export function readWarcStrictly(bytes: Buffer): StrictWarc {
  const complaints = createComplaints()
  if (bytes.length === 0) complaints.add('framing', 'the file is empty')
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b
  const records = compressed ? readCompressed(bytes, complaints) : readPlain(bytes, complaints)
  checkTogether(records, complaints)
  return { records, violations: complaints.list }
}
