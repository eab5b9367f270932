import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../src/crawl/clock.ts'
import { UserError } from '../../src/model/user-error.ts'
import { fetcherFor, http, raw } from './fetch-setup.ts'

const sayHello: RequestListener = (_request, response) => response.end('hello')

describe('createFetcher()', () => {
  it('refuses a name that cannot be sent', () => {
    expect(() => fetcherFor({}, { userAgent: 'policylens (Müller 漢字)' })).toThrow(UserError)
  })
})

describe('fetch()', () => {
  it('gives the bytes with how and whence they were got', async () => {
    const server = await http((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'Text/HTML; charset=utf-8', 'X-Note': 'one' }).end('<p>Text</p>')
    })
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/a?b=1#part')
    expect(result).toMatchObject({
      ok: true,
      response: {
        url: 'http://site.test/a?b=1#part',
        finalUrl: 'http://site.test/a?b=1',
        hops: [],
        status: 200,
        body: Buffer.from('<p>Text</p>'),
        retrievedAt: new Date('2026-07-01T12:00:00Z'),
        mediaType: 'text/html',
      },
    })
    expect(result.ok && result.response.headers).toContainEqual(['X-Note', 'one'])
    expect(result.exchanges.map(({ ip }) => ip)).toEqual(['127.0.0.1', '127.0.0.1'])
    expect(result.exchanges.map(({ url, response }) => [url, response.status])).toEqual([
      ['http://site.test/robots.txt', 404],
      ['http://site.test/a?b=1', 200],
    ])
  })

  it('keeps the true address and Host header when it connects elsewhere, also for https', async () => {
    const server = await http(sayHello)
    const fetcher = fetcherFor({ 'secure.test': server.address, 'port.test:8080': server.address })
    const secure = await fetcher.fetch('https://secure.test/a')
    const port = await fetcher.fetch('http://port.test:8080/b')
    expect([secure, port].map((result) => result.ok && result.response.finalUrl)).toEqual([
      'https://secure.test/a',
      'http://port.test:8080/b',
    ])
    expect(new Set(server.requests.map(({ host }) => host))).toEqual(new Set(['secure.test', 'port.test:8080']))
  })

  it('keeps of the request exactly what was sent', async () => {
    const server = await raw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/a%20b?q=ä')
    const request = result.exchanges.at(-1)?.request
    const lines = [
      `GET ${request?.target} HTTP/1.1`,
      ...(request?.headers ?? []).map(([name, value]) => `${name}: ${value}`),
    ]
    expect(server.heads).toEqual([lines.join('\r\n')])
    expect(lines).toContain('user-agent: policylens/0.1 (+https://example.org/study)')
  })

  it('keeps of the answer exactly what came: order, case, repeats and latin-1 letters', async () => {
    const server = await raw((socket) => {
      socket.write(
        Buffer.from('HTTP/1.1 200 Fein\r\nX-B: 1\r\nx-a: 2\r\nX-B: é\r\nContent-Length: 2\r\n\r\nok', 'latin1'),
      )
    })
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result.exchanges.at(-1)?.response).toMatchObject({
      statusText: 'Fein',
      headers: [
        ['X-B', '1'],
        ['x-a', '2'],
        ['X-B', 'é'],
        ['Content-Length', '2'],
      ],
    })
  })

  it('takes the content-encoding off the document but leaves it in the exchange', async () => {
    const packed = gzipSync('hello')
    const server = await http((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' })
      response.write(packed.subarray(0, 9))
      response.end(packed.subarray(9))
    })
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: true, response: { body: Buffer.from('hello') } })
    expect(result.exchanges.at(-1)?.response.body).toEqual(packed)
  })

  it('reads an HTTP/1.0 answer that ends with the connection', async () => {
    const server = await raw((socket) => socket.end('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nold but good'))
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: true, response: { body: Buffer.from('old but good') } })
  })

  it('waits past an interim answer', async () => {
    const early = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'
    const server = await raw((socket) => socket.write(`${early}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`))
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: true, response: { status: 200 } })
  })

  it.each(['ftp://site.test/a', 'file:///etc/passwd', 'nonsense', ''])('does not ask for %j', async (url) => {
    expect(await fetcherFor({}).fetch(url)).toMatchObject({ ok: false, reason: 'unreachable', exchanges: [] })
  })
})

describe('fetch() and redirects', () => {
  const chain: RequestListener = ({ url = '' }, response) => {
    const left = Number(url.slice(1))
    if (left === 0) response.end('there')
    else response.writeHead(302, { Location: `/${left - 1}` }).end()
  }

  it('follows ten and records each', async () => {
    const server = await http(chain)
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/10')
    expect(result).toMatchObject({ ok: true, response: { finalUrl: 'http://site.test/0' } })
    expect(result.ok && result.response.hops.map(({ status, location }) => [status, location]).at(0)).toEqual([
      302,
      'http://site.test/9',
    ])
    expect(result.ok && result.response.hops).toHaveLength(10)
    expect(result.exchanges).toHaveLength(12)
  })

  it('does not follow eleven', async () => {
    const server = await http(chain)
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/11')
    expect(result).toMatchObject({ ok: false, reason: 'redirects' })
    expect(server.paths()).not.toContain('/0')
  })

  it.each([
    ['itself', { '/a': '/a' }],
    ['itself but for the fragment', { '/a': '/a#x' }],
    ['one another', { '/a': '/b', '/b': 'http://site.test/a' }],
  ])('does not run in a circle of pages that lead to %s', async (_what, map: Record<string, string>) => {
    const server = await http(({ url = '' }, response) => response.writeHead(301, { Location: map[url] ?? '' }).end())
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/a')
    expect(result).toMatchObject({ ok: false, reason: 'redirects' })
    expect(server.paths()).toEqual(Object.keys(map))
  })

  it.each(['ftp://site.test/x', 'file:///etc/passwd', 'javascript:alert(1)', 'http://', `/${'a'.repeat(9000)}`])(
    'does not follow %s',
    async (to) => {
      const server = await http((_request, response) => response.writeHead(302, { Location: to }).end())
      const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/a')
      expect(result).toMatchObject({ ok: false, reason: 'http_error' })
    },
  )

  it('asks the robots.txt of the host that it is led to', async () => {
    const other = await http(
      ({ url }, response) => response.end(url === '/robots.txt' ? 'User-agent: *\nDisallow: /closed' : 'secret'),
      { robots: false },
    )
    const server = await http((_request, response) => {
      response.writeHead(302, { Location: 'http://other.test/closed' }).end()
    })
    const fetcher = fetcherFor({ 'site.test': server.address, 'other.test': other.address })
    expect(await fetcher.fetch('http://site.test/a')).toMatchObject({ ok: false, reason: 'robots' })
    expect(other.paths()).toEqual([])
  })
})

describe('fetch() and spacing', () => {
  it('keeps the spacing in the server’s own log, robots.txt and redirects included', async () => {
    const server = await http(({ url }, response) => {
      if (url === '/a') response.writeHead(302, { Location: '/b' }).end()
      else response.end('text')
    })
    const fetcher = fetcherFor({ 'site.test': server.address }, { clock: systemClock, spacing: () => 0.1 })
    await Promise.all(['/a', '/c', '/d'].map((path) => fetcher.fetch(`http://site.test${path}`)))
    const times = server.requests.map(({ at }) => at)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(gaps).toHaveLength(4)
    // Timers and the loopback interface are a few milliseconds apart from the server's clock.
    expect(Math.min(...gaps)).toBeGreaterThan(90)
  })

  it('asks other hosts while one is slow', async () => {
    let answerSlow = (): void => undefined
    const server = await http(({ headers }, response) => {
      if (headers.host === 'slow.test') answerSlow = () => response.end('late')
      else response.end('text', () => setTimeout(answerSlow, 10))
    })
    const fetcher = fetcherFor({ 'slow.test': server.address, 'quick.test': server.address })
    const slow = fetcher.fetch('http://slow.test/')
    await vi.waitUntil(() => server.paths().length === 1)
    expect(await fetcher.fetch('http://quick.test/')).toMatchObject({ ok: true })
    expect(await slow).toMatchObject({ ok: true })
  })
})
