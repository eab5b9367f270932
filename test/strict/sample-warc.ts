import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openWarcWriter, type WarcPlace } from '../../src/crawl/warc.ts'
import { sampleExchange } from '../crawl/sample-exchange.ts'

/** A WARC file with one of each thing that the crawl writes. */
export async function writeSampleWarc(
  folder: string,
  runId = 'run-1',
): Promise<{ readonly path: string; readonly bytes: Buffer; readonly places: readonly WarcPlace[] }> {
  const writer = openWarcWriter(folder, { runId, software: 'policylens/0.1.0', now: new Date('2026-07-01T12:00:00Z') })
  const body = Buffer.from('<p>Guidance</p>')
  const archived = { ...sampleExchange('/web/20200601000000id_/https://gov.test/a', body), ip: '207.241.224.2' }
  const metadata = { original: 'https://gov.test/a', 'memento-datetime': '2020-06-01T00:00:00Z' }
  const exchanges = [
    sampleExchange('/robots.txt', '', { status: 404, statusText: 'Not Found' }),
    sampleExchange('/A?b=2&a=1', body),
    sampleExchange('/packed', gzipSync(body), {
      headers: [
        ['Content-Encoding', 'gzip'],
        ['Content-Type', 'text/html; charset=utf-8'],
      ],
    }),
    sampleExchange('/chunked', body, {
      headers: [
        ['Transfer-Encoding', 'chunked'],
        ['X-Name', 'café'],
      ],
    }),
    {
      ...sampleExchange(
        '/file.pdf',
        Buffer.from(Array.from({ length: 70_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255)),
      ),
      ip: '2001:db8::1',
    },
    sampleExchange('/long', 'User-agent', { truncated: true }),
    sampleExchange('/same', '', { status: 304, statusText: 'Not Modified' }),
  ]
  const places = []
  for (const exchange of exchanges) places.push(await writer.write(exchange))
  places.push(await writer.write(archived, { metadata }))
  await writer.close()
  const path = join(folder, `${runId}.warc.gz`)
  return { path, bytes: readFileSync(path), places }
}
