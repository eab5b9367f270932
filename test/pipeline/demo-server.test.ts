import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageFile } from '../../src/package-file.ts'
import { serveDemo, type DemoServer } from '../../src/pipeline/demo-server.ts'

let server: DemoServer

beforeAll(async () => {
  server = await serveDemo(packageFile('corpus/demo'))
})
afterAll(() => server.close())

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Sends a request with a path exactly as written and a Host header of its own. */
function ask(host: string, path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const [hostname, port] = server.address.split(':')
  return new Promise<Answer>((resolve, reject) => {
    const headers = { ...options.headers, host }
    const sent = request(
      { hostname, port, path, method: options.method ?? 'GET', headers, agent: false },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        )
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}

const ministry = 'www.ministry.veskar.example'

describe('serveDemo()', () => {
  it('listens on the loopback address alone and names its hosts', () => {
    expect(server.address).toMatch(/^127\.0\.0\.1:[1-9]\d*$/)
    expect(server.hosts).toContain(ministry)
    expect(server.hosts).toHaveLength(9)
  })

  it('tells hosts apart by the Host header, port and case aside', async () => {
    expect((await ask(`${ministry.toUpperCase()}:80`, '/files/children-missing.pdf')).status).toBe(200)
    expect((await ask('www.health.breland.example', '/files/children-missing.pdf')).status).toBe(404)
    expect((await ask('elsewhere.example', '/files/children-missing.pdf')).status).toBe(404)
  })

  it.each([
    [ministry, '/files/working-as-one-2018.pdf', 'application/pdf', '%PDF-'],
    [
      ministry,
      '/files/leaving-care-2019.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'PK',
    ],
    [ministry, '/principles/', 'text/html', '<!DOCTYPE html>'],
    [ministry, '/robots.txt', 'text/plain; charset=utf-8', 'User-agent'],
    ['www.executive.dunmere.example', '/files/referral-pathway.pdf', 'application/pdf', '<!DOCTYPE html>'],
  ])('sends %s%s as %s', async (host, path, type, start) => {
    const { status, headers, body } = await ask(host, path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe(type)
    expect(headers['content-length']).toBe(String(body.length))
    expect(body.subarray(0, start.length).toString('latin1')).toBe(start)
  })

  it.each([
    [ministry, '/plans/exploitation.html', 410, undefined],
    ['www.health.breland.example', '/files/early-adversity-2019.pdf', 301, '/files/early-adversity-2022.pdf'],
    ['www.policecollege.veskar.example', '/files/young-people-at-risk-2019.pdf', 403, undefined],
  ])('answers for %s%s as answers.csv says, though the file is there', async (host, path, status, location) => {
    const answer = await ask(host, path)
    expect(answer.status).toBe(status)
    expect(answer.headers.location).toBe(location)
  })

  it('gives items of a content API as JSON at addresses without an ending', async () => {
    const { status, headers, body } = await ask(ministry, '/api/content/government/publications/working-as-one')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^application\/json/)
    expect(JSON.parse(body.toString())).toMatchObject({ base_path: '/government/publications/working-as-one' })
  })

  it('answers 304 to whoever has the file already', async () => {
    const path = '/guidance/data-sharing.html'
    const { headers } = await ask(ministry, path)
    expect(Date.parse(headers['last-modified'] ?? '')).not.toBeNaN()
    const again = await ask(ministry, path, { headers: { 'if-none-match': headers.etag ?? '' } })
    expect(again).toMatchObject({ status: 304, body: Buffer.alloc(0) })
  })

  it('sends the head alone for HEAD and refuses other methods', async () => {
    const head = await ask(ministry, '/robots.txt', { method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, body: Buffer.alloc(0) })
    expect((await ask(ministry, '/robots.txt', { method: 'POST' })).status).toBe(405)
  })

  it('answers 404 for the document that is not there', async () => {
    expect((await ask('www.health.breland.example', '/files/without-a-home.pdf')).status).toBe(404)
  })

  it.each([
    '/../../registry.csv',
    '/%2e%2e/%2e%2e/registry.csv',
    '/..%2f..%2fregistry.csv',
    '/files/%00',
    '/%zz',
    '//',
    '/files',
  ])('answers 404 to the path %s', async (path) => {
    expect((await ask(ministry, path)).status).toBe(404)
  })

  it('keeps no path from a Host header', async () => {
    expect((await ask('..', '/registry.csv')).status).toBe(404)
    expect((await ask('', `/${ministry}/robots.txt`)).status).toBe(404)
  })

  it('forbids the folder for members in robots.txt', async () => {
    const { body } = await ask('www.policecollege.veskar.example', '/robots.txt')
    expect(body.toString()).toContain('Disallow: /members/')
  })

  it('logs what was asked, by whom and with what answer', async () => {
    await ask(ministry, '/nothing?x=1', { headers: { 'user-agent': 'tester' } })
    expect(server.log.at(-1)).toEqual({
      method: 'GET',
      host: ministry,
      path: '/nothing',
      status: 404,
      userAgent: 'tester',
    })
  })

  it('stops listening when closed, also with a connection held open', async () => {
    const other = await serveDemo(packageFile('corpus/demo'))
    const [hostname, port] = other.address.split(':')
    const held = connect(Number(port), hostname ?? '')
    await new Promise((resolve) => held.once('connect', resolve))
    held.on('error', () => undefined)
    await other.close()
    const refused = await new Promise((resolve) => {
      connect(Number(port), hostname ?? '').once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    })
    expect(refused).toBe('ECONNREFUSED')
  })
})
