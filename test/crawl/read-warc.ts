import { createReadStream } from 'node:fs'
import { WARCParser, type WARCRecord } from 'warcio'

/** A record as warcio's parser reads it. */
export interface ReadRecord {
  readonly type: string
  readonly url: string | null
  readonly offset: number
  readonly warc: ReadonlyMap<string, string>
  /** Status or request line, and header lines, as they stand there. */
  readonly head: string
  /** What follows the HTTP head; for warcinfo, the whole block. */
  readonly payload: Buffer
  readonly block: Buffer
}

async function read(record: WARCRecord, offset: number): Promise<ReadRecord> {
  const block = Buffer.from(await record.readFully(false))
  const split = record.warcType === 'warcinfo' ? -4 : block.indexOf('\r\n\r\n')
  return {
    type: record.warcType,
    url: record.warcTargetURI ?? null,
    offset,
    warc: new Map(record.warcHeaders.headers as Iterable<[string, string]>),
    head: block.subarray(0, Math.max(0, split)).toString('latin1'),
    payload: block.subarray(split + 4),
    block,
  }
}

/** All records of a WARC file. */
export async function readWarc(path: string): Promise<ReadRecord[]> {
  const parser = new WARCParser(createReadStream(path), { parseHttp: false, keepHeadersCase: true })
  const records: ReadRecord[] = []
  for (let record = await parser.parse(); record !== null; record = await parser.parse()) {
    records.push(await read(record, parser.offset))
  }
  return records
}

/** The record that begins at an offset of a WARC file. */
export async function readWarcRecord(path: string, offset: number): Promise<ReadRecord> {
  const stream = createReadStream(path, { start: offset })
  const record = await WARCParser.parse(stream, { parseHttp: false, keepHeadersCase: true })
  if (record === null) throw new Error(`no record at ${offset} of ${path}`)
  const found = await read(record, offset)
  stream.destroy()
  return found
}
