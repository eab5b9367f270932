import { afterEach, describe, expect, it } from 'vitest'
import { proxiesOf, type Proxies } from '../../src/crawl/connections.ts'
import { createFetcher } from '../../src/crawl/fetch-resource.ts'
import { serveHttp } from '../servers/serve-http.ts'
import { serveProxy } from '../servers/serve-proxy.ts'
import { createVirtualClock } from '../servers/virtual-clock.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function setUp(proxiesFor: (url: string) => Partial<Proxies>) {
  const server = await serveHttp((_request, response) => response.end('direct'))
  const proxy = await serveProxy(server)
  const fetcher = createFetcher({
    userAgent: 'policylens/0.1',
    spacing: () => 0,
    timeoutSeconds: 5,
    maxBytes: 1000,
    connectTo: new Map([['mapped.test', server.address]]),
    proxies: { http: '', https: '', none: '', ...proxiesFor(proxy.url) },
    clock: createVirtualClock(),
    lookup: (host, _options, callback) => callback(new Error(`asked the DNS for ${host}`), '', 4),
  })
  ends.push(server.close, proxy.close, fetcher.close)
  return { server, proxy, fetcher }
}

describe('createConnections() and proxies', () => {
  it('sends plain requests through the HTTP proxy, which resolves the names', async () => {
    const { fetcher, proxy } = await setUp((url) => ({ http: url }))
    const result = await fetcher.fetch('http://site.test/a')
    expect(result).toMatchObject({
      ok: true,
      response: { finalUrl: 'http://site.test/a', body: Buffer.from('through the proxy') },
    })
    expect(proxy.asked).toEqual(['GET http://site.test/robots.txt', 'GET http://site.test/a'])
    // The address of the proxy is not that of the site.
    expect(result.exchanges.map(({ ip }) => ip)).toEqual([undefined, undefined])
  })

  it('opens a tunnel for https', async () => {
    const { fetcher, proxy } = await setUp((url) => ({ https: url }))
    // The server at the other end speaks no TLS: what counts is where the connection went.
    expect(await fetcher.fetch('https://site.test/a')).toMatchObject({ ok: false })
    expect(proxy.asked[0]).toBe('CONNECT site.test:443')
  })

  it('asks the hosts of NO_PROXY directly', async () => {
    const { fetcher, proxy } = await setUp((url) => ({ http: url, none: 'site.test, .gov.test' }))
    for (const host of ['site.test', 'www.gov.test']) {
      expect(await fetcher.fetch(`http://${host}/`)).toMatchObject({
        ok: false,
        detail: expect.stringContaining('asked the DNS'),
      })
    }
    expect(proxy.asked).toEqual([])
  })

  it('asks the hosts of connectTo directly', async () => {
    const { fetcher, proxy } = await setUp((url) => ({ http: url, https: url }))
    expect(await fetcher.fetch('https://mapped.test/')).toMatchObject({
      ok: true,
      response: { body: Buffer.from('direct') },
    })
    expect(proxy.asked).toEqual([])
  })

  it('does not ask a proxy for a private address', async () => {
    const { fetcher, proxy } = await setUp((url) => ({ http: url }))
    expect(await fetcher.fetch('http://169.254.169.254/')).toMatchObject({ ok: false, reason: 'private_address' })
    expect(proxy.asked).toEqual([])
  })
})

describe('proxiesOf()', () => {
  it('reads the usual variables, lower case first', () => {
    const env = {
      HTTP_PROXY: 'http://upper',
      http_proxy: 'http://lower',
      HTTPS_PROXY: 'secure:3128',
      NO_PROXY: 'a.test',
    }
    expect(proxiesOf(env)).toEqual({ http: 'http://lower', https: 'http://secure:3128', none: 'a.test' })
    expect(proxiesOf({})).toEqual({ http: '', https: '', none: '' })
  })
})
