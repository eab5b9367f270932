import { afterEach, describe, expect, it } from 'vitest'
import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { createFetcher, type Fetcher, type FetcherOptions } from '../../src/crawl/fetch-resource.ts'
import { UserError } from '../../src/model/user-error.ts'
import { serveHttp, type TestServer } from '../servers/serve-http.ts'
import { serveRaw, type RawServer } from '../servers/serve-raw.ts'
import { createVirtualClock } from '../servers/virtual-clock.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

async function http(listener: RequestListener, options: { robots?: boolean } = {}): Promise<TestServer> {
  const server = await serveHttp(listener, options)
  ends.push(server.close)
  return server
}

async function raw(answer: (socket: Socket, head: string) => void): Promise<RawServer> {
  const server = await serveRaw(answer)
  ends.push(server.close)
  return server
}

function fetcherFor(hosts: Record<string, string>, options: Partial<FetcherOptions> = {}): Fetcher {
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
    const lines = [`GET ${request?.target} HTTP/1.1`, ...(request?.headers ?? []).map(([name, value]) => `${name}: ${value}`)]
    expect(server.heads).toEqual([lines.join('\r\n')])
    expect(lines).toContain('user-agent: policylens/0.1 (+https://example.org/study)')
  })

  it('keeps of the answer exactly what came: order, case, repeats and latin-1 letters', async () => {
    const server = await raw((socket) => {
      socket.write(Buffer.from('HTTP/1.1 200 Fein\r\nX-B: 1\r\nx-a: 2\r\nX-B: é\r\nContent-Length: 2\r\n\r\nok', 'latin1'))
    })
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result.exchanges.at(-1)?.response).toMatchObject({
      statusText: 'Fein',
      headers: [['X-B', '1'], ['x-a', '2'], ['X-B', 'é'], ['Content-Length', '2']],
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

  it.each(['ftp://site.test/x', 'file:///etc/passwd', 'javascript:alert(1)', 'http://'])('does not follow %s', async (to) => {
    const server = await http((_request, response) => response.writeHead(302, { Location: to }).end())
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/a')
    expect(result).toMatchObject({ ok: false, reason: 'http_error' })
  })

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

describe('fetch() and robots.txt', () => {
  function withRobots(answer: RequestListener) {
    return http((request, response) => (request.url === '/robots.txt' ? answer(request, response) : response.end('text')), {
      robots: false,
    })
  }
  const get = async (answer: RequestListener, path = '/page', options: Partial<FetcherOptions> = {}) => {
    const server = await withRobots(answer)
    const result = await fetcherFor({ 'site.test': server.address }, options).fetch(`http://site.test${path}`)
    return { result, paths: server.paths(), server }
  }
  const rules = (text: string | Buffer): RequestListener => (_request, response) => response.end(text)

  it('does not ask for what is forbidden', async () => {
    const { result, paths } = await get(rules('User-agent: *\nDisallow: /page'))
    expect(result).toMatchObject({ ok: false, reason: 'robots', detail: expect.stringContaining('/page') })
    expect(paths).toEqual([])
  })

  it.each([400, 401, 403, 404, 410, 451])('takes %i for leave to ask for everything', async (status) => {
    const { result } = await get((_request, response) => response.writeHead(status).end())
    expect(result).toMatchObject({ ok: true })
  })

  it.each([500, 502, 503])('asks for nothing where robots.txt answers %i three times', async (status) => {
    const { result, paths, server } = await get((_request, response) => response.writeHead(status).end())
    expect(result).toMatchObject({ ok: false, reason: 'http_error', detail: expect.stringContaining('robots.txt') })
    expect(paths).toEqual([])
    expect(server.requests).toHaveLength(3)
  })

  it('asks for nothing where robots.txt does not answer in time, breaks off, or is refused', async () => {
    const slow = await get(() => undefined, '/page', { timeoutSeconds: 0.2 })
    expect(slow).toMatchObject({ result: { ok: false, reason: 'too_slow' }, paths: [] })
    const torn = await get((_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('User-agent: *', () => response.destroy())
    })
    expect(torn).toMatchObject({ result: { ok: false, reason: 'incomplete_response' }, paths: [] })
    const refused = await get((_request, response) => response.writeHead(429).end())
    expect(refused).toMatchObject({ result: { ok: false, reason: 'refused' }, paths: [] })
    const challenged = await get((_request, response) => {
      response.writeHead(405, { 'x-amzn-waf-action': 'captcha' }).end('<html>')
    })
    expect(challenged).toMatchObject({ result: { ok: false, reason: 'refused' }, paths: [] })
  })

  it('asks for it once a site, also when several documents are wanted at once', async () => {
    const server = await withRobots(rules('User-agent: *\nDisallow: /no'))
    const fetcher = fetcherFor({ 'a.test': server.address, 'b.test': server.address })
    const urls = ['http://a.test/1', 'http://a.test/2', 'http://a.test/no', 'https://a.test/3', 'http://b.test/4']
    const results = await Promise.all(urls.map((url) => fetcher.fetch(url)))
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false, true, true])
    const asked = server.requests.filter(({ path }) => path === '/robots.txt').map(({ host }) => host)
    expect(asked.toSorted()).toEqual(['a.test', 'a.test', 'b.test'])
  })

  it('follows five redirects to it, and takes it for absent after more', async () => {
    const hops = (count: number): RequestListener => {
      return ({ url = '' }, response) => {
        const done = Number(/\d+/.exec(url)?.[0] ?? 0)
        if (done === count) response.end('User-agent: *\nDisallow: /')
        else response.writeHead(301, { Location: `/robots${done + 1}.txt` }).end()
      }
    }
    const run = async (count: number) => {
      const answer = hops(count)
      const server = await http((request, response) => {
        if (request.url?.startsWith('/robots')) answer(request, response)
        else response.end('text')
      }, { robots: false })
      return fetcherFor({ 'site.test': server.address }).fetch('http://site.test/page')
    }
    expect(await run(5)).toMatchObject({ ok: false, reason: 'robots' })
    expect(await run(6)).toMatchObject({ ok: true })
  })

  it('reads it with a byte order mark and packed', async () => {
    expect((await get(rules('\ufeffUser-agent: *\nDisallow: /page'))).result).toMatchObject({ reason: 'robots' })
    const packed = await get((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('User-agent: *\nDisallow: /page'))
    })
    expect(packed.result).toMatchObject({ reason: 'robots' })
  })

  it('reads the first 500 KiB of a larger one, and no half rule', async () => {
    const filler = `# ${'x'.repeat(1021)}\n`.repeat(499)
    const within = await get(rules(`${filler}User-agent: *\nDisallow: /page\n${filler}`))
    expect(within.result).toMatchObject({ reason: 'robots' })
    const beyond = await get(rules(`${filler}${filler}User-agent: *\nDisallow: /page\n`))
    expect(beyond.result).toMatchObject({ ok: true })
    const start = 'User-agent: *\nDisallow: /\n'
    const half = `${start}${'#'.repeat(500 * 1024 - start.length - 'Allow: /pa\n'.length)}\nAllow: /pages-of-others\n`
    expect((await get(rules(half))).result).toMatchObject({ reason: 'robots' })
  })

  it('keeps to a Crawl-delay that is longer than the spacing, up to a minute', async () => {
    const delays = async (delay: number) => {
      const clock = createVirtualClock()
      const server = await withRobots(rules(`User-agent: *\nCrawl-delay: ${delay}\n`))
      const fetcher = fetcherFor({ 'site.test': server.address }, { clock, spacing: () => 2 })
      await fetcher.fetch('http://site.test/1')
      await fetcher.fetch('http://site.test/2')
      return clock.slept
    }
    expect(await delays(10)).toEqual([10_000, 10_000])
    expect(await delays(1)).toEqual([2000, 2000])
    expect(await delays(86_400)).toEqual([60_000, 60_000])
  })
})

describe('fetch() and refusals', () => {
  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [404, 'not_found'],
    [410, 'gone'],
  ])('records %i as %s and goes on with the host', async (status, reason) => {
    const server = await http(({ url }, response) => response.writeHead(url === '/a' ? status : 200).end('text'))
    const fetcher = fetcherFor({ 'site.test': server.address })
    expect(await fetcher.fetch('http://site.test/a')).toMatchObject({ ok: false, reason })
    expect(await fetcher.fetch('http://site.test/b')).toMatchObject({ ok: true })
  })

  it.each([
    ['429', (): [number, Record<string, string>] => [429, { 'Retry-After': '1' }]],
    ['a challenge with 202', (): [number, Record<string, string>] => [202, { 'x-amzn-waf-action': 'challenge' }]],
    ['a captcha with 405', (): [number, Record<string, string>] => [405, { 'x-amzn-waf-action': 'captcha' }]],
  ])('leaves a host alone after %s, also for what was waiting, and no other host', async (_what, answer) => {
    const server = await http(({ headers }, response) => {
      if (headers.host === 'site.test') response.writeHead(...answer()).end()
      else response.end('text')
    })
    const fetcher = fetcherFor({ 'site.test': server.address, 'other.test': server.address })
    const results = await Promise.all(['/a', '/b', '/c'].map((path) => fetcher.fetch(`http://site.test${path}`)))
    expect(results.map((result) => result.ok || result.reason)).toEqual(['refused', 'refused', 'refused'])
    expect(server.paths()).toEqual(['/a'])
    expect(await fetcher.fetch('http://other.test/a')).toMatchObject({ ok: true })
  })

  it.each([200, 202, 204])('takes %i with nothing in it for an empty response', async (status) => {
    const server = await http((_request, response) => response.writeHead(status).end())
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: false, reason: 'empty_response' })
  })

  it('takes 200 with an empty packed body for an empty response', async () => {
    const server = await http((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(''))
    })
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: false, reason: 'empty_response' })
  })
})

describe('fetch() and errors of a server', () => {
  function failing(times: number, headers: Record<string, string> = {}) {
    let left = times
    return http((_request, response) => {
      if (left-- > 0) response.writeHead(503, headers).end('busy')
      else response.end('text')
    })
  }
  const waits = async (times: number, headers: Record<string, string> = {}) => {
    const server = await failing(times, headers)
    const clock = createVirtualClock()
    const result = await fetcherFor({ 'site.test': server.address }, { clock }).fetch('http://site.test/')
    return { ok: result.ok, asked: server.paths().length, slept: clock.slept, exchanges: result.exchanges.length }
  }

  it('tries twice more, with growing waits', async () => {
    expect(await waits(2)).toEqual({ ok: true, asked: 3, slept: [2000, 8000], exchanges: 4 })
    expect(await waits(3)).toEqual({ ok: false, asked: 3, slept: [2000, 8000], exchanges: 4 })
  })

  it('waits as long as Retry-After asks, in both forms, up to a minute', async () => {
    expect(await waits(1, { 'Retry-After': '30' })).toMatchObject({ ok: true, slept: [30_000] })
    expect(await waits(1, { 'Retry-After': 'Wed, 01 Jul 2026 12:00:20 GMT' })).toMatchObject({ ok: true, slept: [20_000] })
    expect(await waits(1, { 'Retry-After': '61' })).toMatchObject({ ok: false, asked: 1, slept: [] })
  })
})

describe('fetch() and broken or hostile answers', () => {
  const get = async (answer: (socket: Socket) => void, options: Partial<FetcherOptions> = {}) => {
    const server = await raw(answer)
    return fetcherFor({ 'site.test': server.address }, options).fetch('http://site.test/')
  }

  it.each([
    ['is shorter than announced', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of it')],
    ['is reset', (socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of it', () => setTimeout(() => socket.resetAndDestroy(), 20))
    }],
    ['breaks off between chunks', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n')],
    ['has broken chunks', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n')],
  ])('takes a body that %s for incomplete', async (_what, answer) => {
    expect(await get(answer)).toMatchObject({ ok: false, reason: 'incomplete_response' })
  })

  it.each([
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy()],
    ['hangs up', (socket: Socket) => socket.end()],
  ])('says unreachable of a server that %s', async (_what, answer) => {
    expect(await get(answer)).toMatchObject({ ok: false, reason: 'unreachable' })
  })

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['endless headers', `HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(1000)}\r\n`.repeat(100)}`],
  ])('says http_error of %s', async (_what, text) => {
    expect(await get((socket) => socket.write(text))).toMatchObject({ ok: false, reason: 'http_error' })
  })

  it('says unreachable where nothing listens', async () => {
    const server = await raw(() => undefined)
    await server.close()
    ends.pop()
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: false, reason: 'unreachable', detail: expect.stringContaining('ECONNREFUSED') })
  })

  it('gives up on a server that says nothing, and on one that drips', async () => {
    const silent = await get(() => undefined, { timeoutSeconds: 0.2 })
    expect(silent).toMatchObject({ ok: false, reason: 'too_slow' })
    const drip = await get(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n')
        const timer = setInterval(() => socket.write('x'), 20)
        socket.on('close', () => clearInterval(timer))
      },
      { timeoutSeconds: 0.3 },
    )
    expect(drip).toMatchObject({ ok: false, reason: 'too_slow' })
  })

  it('stops at the size limit: announced, endless or unpacked', async () => {
    const limit = { maxBytes: 1000 }
    const announced = await get((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n'), limit)
    expect(announced).toMatchObject({ ok: false, reason: 'too_large' })
    const endless = await get((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const timer = setInterval(() => socket.write('x'.repeat(300)), 1)
      socket.on('close', () => clearInterval(timer))
    }, limit)
    expect(endless).toMatchObject({ ok: false, reason: 'too_large' })
    const bomb = gzipSync(Buffer.alloc(100_000))
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.byteLength}\r\n\r\n`
    const unpacked = await get((socket) => socket.write(Buffer.concat([Buffer.from(head), bomb])), limit)
    expect(unpacked).toMatchObject({ ok: false, reason: 'too_large' })
    const exact = await get((socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(1000)}`), limit)
    expect(exact).toMatchObject({ ok: true })
  })

  it('goes on with the host after each of these', async () => {
    const server = await raw((socket, head) => {
      if (head.startsWith('GET /bad')) socket.resetAndDestroy()
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    const fetcher = fetcherFor({ 'site.test': server.address })
    expect(await fetcher.fetch('http://site.test/bad')).toMatchObject({ ok: false })
    expect(await fetcher.fetch('http://site.test/good')).toMatchObject({ ok: true })
  })
})

describe('fetch() and private addresses', () => {
  const literals = [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://10.1.2.3/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fe80::1]/',
    'https://192.168.0.1:8443/',
    'http://0.0.0.0/',
  ]

  it.each(literals)('does not ask %s', async (url) => {
    const result = await fetcherFor({}).fetch(url)
    expect(result).toMatchObject({ ok: false, reason: 'private_address', exchanges: [] })
  })

  it.each(literals)('is not led to %s', async (url) => {
    const server = await http((_request, response) => response.writeHead(302, { Location: url }).end())
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: false, reason: 'private_address' })
  })

  it('does not reach a listening server through a name, whatever the name was before', async () => {
    const server = await http(sayHello)
    const answers = [['127.0.0.1', 4], ['::1', 6], ['::ffff:127.0.0.1', 6]] as const
    for (const [address, family] of answers) {
      const fetcher = fetcherFor({}, {
        lookup: (_host, options, callback) => {
          if (options.all === true) callback(null, [{ address: '93.184.216.34', family: 4 }, { address, family }])
          else callback(null, address, family)
        },
      })
      expect(await fetcher.fetch(`http://evil.test:${server.port}/`)).toMatchObject({ ok: false, reason: 'private_address' })
    }
    const system = await fetcherFor({}).fetch(`http://localhost:${server.port}/`)
    expect(system).toMatchObject({ ok: false, reason: 'private_address' })
    expect(server.requests).toEqual([])
  })

  it('reaches only the hosts that connectTo names', async () => {
    const server = await http((_request, response) => {
      response.writeHead(302, { Location: `http://127.0.0.1:${server.port}/inside` }).end()
    })
    const result = await fetcherFor({ 'site.test': server.address }).fetch('http://site.test/')
    expect(result).toMatchObject({ ok: false, reason: 'private_address' })
    expect(server.paths()).toEqual(['/'])
  })
})

describe('fetch() and spacing', () => {
  it('keeps the spacing in the server’s own log, robots.txt and redirects included', async () => {
    const server = await http(({ url }, response) => {
      if (url === '/a') response.writeHead(302, { Location: '/b' }).end()
      else response.end('text')
    })
    const { clock: _, ...real } = { clock: 0 }
    const fetcher = createFetcher({
      userAgent: 'policylens/0.1',
      spacing: () => 0.1,
      timeoutSeconds: 5,
      maxBytes: 1000,
      connectTo: new Map([['site.test', server.address]]),
      ...real,
    })
    ends.push(fetcher.close)
    await Promise.all(['/a', '/c', '/d'].map((path) => fetcher.fetch(`http://site.test${path}`)))
    const times = server.requests.map(({ at }) => at)
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(gaps).toHaveLength(4)
    // Timers and the loopback interface are a few milliseconds apart from the server's clock.
    expect(Math.min(...gaps)).toBeGreaterThan(90)
  })

  it('asks other hosts meanwhile', async () => {
    const clock = createVirtualClock()
    const server = await http(sayHello)
    const hosts = Array.from({ length: 12 }, (_, index) => `h${index}.test`)
    const fetcher = fetcherFor(Object.fromEntries(hosts.map((host) => [host, server.address])), { clock, spacing: () => 0 })
    const results = await Promise.all(hosts.map((host) => fetcher.fetch(`http://${host}/`)))
    expect(results.every(({ ok }) => ok)).toBe(true)
  })
})
