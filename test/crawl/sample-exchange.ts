import type { Exchange } from '../../src/crawl/exchange.ts'

/** An exchange with a page of `https://site.test`. */
export function sampleExchange(
  path: string,
  body: string | Uint8Array,
  response: Partial<Exchange['response']> = {},
): Exchange {
  return {
    url: `https://site.test${path}`,
    startedAt: new Date('2026-07-01T12:00:00.250Z'),
    request: {
      target: path,
      headers: [
        ['host', 'site.test'],
        ['user-agent', 'policylens/0.1'],
      ],
    },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [
        ['Content-Type', 'text/html'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
        ['X-Name', 'café'],
      ],
      body: Buffer.from(body),
      truncated: false,
      ...response,
    },
  }
}
