import { isIP } from 'node:net'
import { digestFault } from './check-digest.ts'
import { readHttp, type HttpMessage } from './read-http.ts'
import { readFields, valueOf, valuesOf, type Field } from './warc-fields.ts'
import type { Complaints } from './violation.ts'

/* The rules for one record: ISO 28500:2017, sections 5 (named fields) and 6 (record types). */

/** A record in its parts. */
export interface RawRecord {
  readonly version: '1.0' | '1.1'
  readonly fields: readonly Field[]
  readonly block: Buffer
}

const types = ['warcinfo', 'response', 'resource', 'request', 'metadata', 'revisit', 'conversion', 'continuation']
const repeatable = new Set(['warc-concurrent-to'])
const uri = /^[a-z][a-z0-9+.-]*:[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/i

/** Which fields a type must have and must not have. */
const rules: Readonly<Record<string, { readonly must: readonly string[]; readonly mustNot: readonly string[] }>> = {
  warcinfo: {
    must: [],
    mustNot: [
      'warc-target-uri',
      'warc-concurrent-to',
      'warc-ip-address',
      'warc-refers-to',
      'warc-warcinfo-id',
      'warc-payload-digest',
    ],
  },
  response: { must: ['warc-target-uri'], mustNot: ['warc-refers-to'] },
  resource: { must: ['warc-target-uri'], mustNot: ['warc-refers-to'] },
  request: { must: ['warc-target-uri'], mustNot: ['warc-refers-to'] },
  metadata: { must: [], mustNot: ['warc-payload-digest'] },
  revisit: { must: ['warc-target-uri', 'warc-profile'], mustNot: [] },
  conversion: { must: ['warc-target-uri'], mustNot: ['warc-concurrent-to', 'warc-ip-address'] },
  continuation: {
    must: ['warc-target-uri', 'warc-segment-origin-id', 'warc-segment-number'],
    mustNot: ['warc-concurrent-to', 'warc-ip-address', 'warc-refers-to'],
  },
}

/** Whether a date is one (W3CDTF): to the second in 1.0; from the year to the nanosecond in 1.1. */
function isDate(value: string, version: RawRecord['version']): boolean {
  const pattern =
    version === '1.0'
      ? /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/
      : /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?Z)?)?)?$/
  const found = pattern.exec(value)
  if (!found) return false
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 'NaN'))
    .map((number, index) => (Number.isNaN(number) ? (index === 1 || index === 2 ? 1 : 0) : number))
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
}

function checkFields({ version, fields }: RawRecord, type: string, complaints: Complaints): void {
  const names = fields.map(([name]) => name)
  for (const name of new Set(names)) {
    const own = name.startsWith('warc-') || name === 'content-length' || name === 'content-type'
    if (own && !repeatable.has(name) && valuesOf(fields, name).length > 1)
      complaints.add('repeated', `${name} stands there twice`)
  }
  const { must = [], mustNot = [] } = rules[type] ?? {}
  for (const name of must) if (!names.includes(name)) complaints.add('mandatory', `a ${type} record has no ${name}`)
  for (const name of mustNot) if (names.includes(name)) complaints.add('forbidden', `a ${type} record has ${name}`)
  if (names.includes('warc-filename') && type !== 'warcinfo')
    complaints.add('forbidden', `a ${type} record has warc-filename`)
  for (const name of ['warc-record-id', 'warc-concurrent-to', 'warc-refers-to', 'warc-warcinfo-id']) {
    for (const value of valuesOf(fields, name)) {
      if (!(value.startsWith('<') && value.endsWith('>') && uri.test(value.slice(1, -1))))
        complaints.add('uri', `${name} is ${value}`)
    }
  }
  const target = valueOf(fields, 'warc-target-uri')
  // The grammar of 1.0 asks for angle brackets, its examples have none; 1.1 has settled on none.
  const bare = version === '1.0' ? target?.replace(/^<(.*)>$/, '$1') : target
  if (bare !== undefined && bare !== null && !uri.test(bare)) complaints.add('uri', `warc-target-uri is ${target}`)
  const date = valueOf(fields, 'warc-date')
  if (date !== null && !isDate(date, version)) complaints.add('date', `WARC/${version} knows no date ${date}`)
  const ip = valueOf(fields, 'warc-ip-address')
  if (ip !== null && isIP(ip) === 0) complaints.add('ip', `${ip} is no address`)
}

/** Checks a record by itself; gives its HTTP message where it holds one. */
export function checkRecord(record: RawRecord, complaints: Complaints): HttpMessage | null {
  const { fields, block } = record
  for (const name of ['warc-record-id', 'warc-date', 'warc-type']) {
    if (valueOf(fields, name) === null) complaints.add('mandatory', `there is no ${name}`)
  }
  const type = valueOf(fields, 'warc-type') ?? ''
  if (!types.includes(type)) complaints.add('type', `${type} is no type of the standard`)
  checkFields(record, type, complaints)
  const mediaType = valueOf(fields, 'content-type')?.toLowerCase().replace(/\s/g, '') ?? null
  if (block.length > 0 && mediaType === null && type !== 'continuation') complaints.add('content-type', 'there is none')
  const digest = valueOf(fields, 'warc-block-digest')
  const fault = digest === null ? null : digestFault(digest, block)
  if (fault !== null) complaints.add('block-digest', fault)
  if (mediaType === 'application/warc-fields' && (type === 'warcinfo' || type === 'metadata')) {
    // Libraries end the block with an empty line or without; both are in use.
    readFields(block.toString('utf8').replace(/\r\n\r\n$/, '\r\n'), complaints, 'warc-fields')
  }
  return checkPayload(record, { type, mediaType }, complaints)
}

function checkPayload(
  { fields, block }: RawRecord,
  { type, mediaType }: { readonly type: string; readonly mediaType: string | null },
  complaints: Complaints,
): HttpMessage | null {
  const truncated = valueOf(fields, 'warc-truncated') !== null
  const web = /^https?:/i.test((valueOf(fields, 'warc-target-uri') ?? '').replace(/^</, ''))
  const kind = type === 'request' || type === 'response' ? type : null
  const isHttp = web && kind !== null && (mediaType?.startsWith('application/http') ?? false)
  if (web && kind !== null && mediaType?.replace(/;$/, '') !== `application/http;msgtype=${kind}`) {
    complaints.add('content-type', `that of a ${kind} over HTTP is ${mediaType}`)
  }
  const http = isHttp ? readHttp(block, complaints, { kind: kind ?? 'response', truncated }) : null
  const digest = valueOf(fields, 'warc-payload-digest')
  if (digest === null || type === 'revisit') return http
  const payload = http === null ? block : http.payload
  const fault = payload === null ? null : digestFault(digest, payload)
  if (fault !== null) {
    const raw = http !== null && digestFault(digest, http.body) === null
    complaints.add('payload-digest', raw ? `${digest} is that of the bytes with their chunk marks` : fault)
  }
  return http
}
