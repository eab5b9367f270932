import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach } from 'vitest'
import { createFetcher, type Fetcher, type FetcherOptions } from '../../src/crawl/fetch-resource.ts'
import { serveHttp, type TestServer } from '../servers/serve-http.ts'
import { serveRaw, type RawServer } from '../servers/serve-raw.ts'
import { createVirtualClock } from '../servers/virtual-clock.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** A server that stops when the test ends. */
export async function http(
  listener: RequestListener,
  options: { readonly robots?: boolean } = {},
): Promise<TestServer> {
  const server = await serveHttp(listener, options)
  ends.push(server.close)
  return server
}

/** A server of raw bytes that stops when the test ends. */
export async function raw(answer: (socket: Socket, head: string) => void): Promise<RawServer> {
  const server = await serveRaw(answer)
  ends.push(server.close)
  return server
}

/** A fetcher for hosts at `address:port`, on a virtual clock and without spacing, that ends with the test. */
export function fetcherFor(hosts: Record<string, string>, options: Partial<FetcherOptions> = {}): Fetcher {
  const fetcher = createFetcher({
    userAgent: 'policylens/0.1 (+https://example.org/study)',
    spacing: () => 0,
    timeoutSeconds: 5,
    maxBytes: 100_000,
    connectTo: new Map(Object.entries(hosts)),
    clock: createVirtualClock(),
    ...options,
  })
  ends.push(fetcher.close)
  return fetcher
}
