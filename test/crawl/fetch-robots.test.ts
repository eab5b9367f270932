import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type FetcherOptions } from '../../src/crawl/fetch-resource.ts'
import { createVirtualClock } from '../servers/virtual-clock.ts'
import { fetcherFor, http } from './fetch-setup.ts'

describe('fetch() and robots.txt', () => {
  function withRobots(answer: RequestListener) {
    return http(
      (request, response) => (request.url === '/robots.txt' ? answer(request, response) : response.end('text')),
      {
        robots: false,
      },
    )
  }
  const get = async (answer: RequestListener, path = '/page', options: Partial<FetcherOptions> = {}) => {
    const server = await withRobots(answer)
    const result = await fetcherFor({ 'site.test': server.address }, options).fetch(`http://site.test${path}`)
    return { result, paths: server.paths(), server }
  }
  const rules =
    (text: string | Buffer): RequestListener =>
    (_request, response) =>
      response.end(text)

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
      const server = await http(
        (request, response) => {
          if (request.url?.startsWith('/robots')) answer(request, response)
          else response.end('text')
        },
        { robots: false },
      )
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
