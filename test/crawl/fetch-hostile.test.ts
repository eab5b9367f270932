import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type FetcherOptions } from '../../src/crawl/fetch-resource.ts'
import { fetcherFor, http, raw } from './fetch-setup.ts'

const sayHello: RequestListener = (_request, response) => response.end('hello')

describe('fetch() and broken or hostile answers', () => {
  const get = async (answer: (socket: Socket) => void, options: Partial<FetcherOptions> = {}) => {
    const server = await raw(answer)
    return fetcherFor({ 'site.test': server.address }, options).fetch('http://site.test/')
  }

  it.each([
    [
      'is shorter than announced',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of it'),
    ],
    [
      'is reset',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf of it', () =>
          setTimeout(() => socket.resetAndDestroy(), 20),
        )
      },
    ],
    [
      'breaks off between chunks',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
    ],
    [
      'has broken chunks',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n'),
    ],
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
    const exact = await get(
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${'x'.repeat(1000)}`),
      limit,
    )
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
    const answers = [
      ['127.0.0.1', 4],
      ['::1', 6],
      ['::ffff:127.0.0.1', 6],
    ] as const
    for (const [address, family] of answers) {
      const fetcher = fetcherFor(
        {},
        {
          lookup: (_host, options, callback) => {
            if (options.all === true)
              callback(null, [
                { address: '93.184.216.34', family: 4 },
                { address, family },
              ])
            else callback(null, address, family)
          },
        },
      )
      expect(await fetcher.fetch(`http://evil.test:${server.port}/`)).toMatchObject({
        ok: false,
        reason: 'private_address',
      })
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
