import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '../servers/virtual-clock.ts'
import { fetcherFor, http } from './fetch-setup.ts'

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
    expect(await waits(1, { 'Retry-After': 'Wed, 01 Jul 2026 12:00:20 GMT' })).toMatchObject({
      ok: true,
      slept: [20_000],
    })
    expect(await waits(1, { 'Retry-After': '61' })).toMatchObject({ ok: false, asked: 1, slept: [] })
  })
})
