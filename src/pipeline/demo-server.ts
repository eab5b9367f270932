/*
 * The demo is harvested over HTTP like any other corpus. Its hosts do not exist, so this server, on a free port of the
 * loopback address, stands in for all of them, a web archive among them, and tells them apart by the Host header.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, sep } from 'node:path'

import { contentTypeOf, demoPage, demoRows, type DemoAnswer } from './demo-answer.ts'
import { archiveHost, createDemoArchive } from './demo-archive.ts'

/** A request that the demo's server answered. */
export interface DemoRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly status: number
  readonly userAgent: string | null
}

/** The running server. */
export interface DemoServer {
  /** `127.0.0.1:port`: where connections to each of {@link DemoServer.hosts} have to be led. */
  readonly address: string
  /** Names of the demo's hosts, sorted. */
  readonly hosts: readonly string[]
  /** What was asked so far, in order. */
  readonly log: readonly DemoRequest[]
  /** Ends all connections and stops listening. */
  readonly close: () => Promise<void>
}

/**
 * Serves the demo's folder on a free port of the loopback address: `site/` holds a folder for each host, `answers.csv`
 * what they answer instead of a file, `archive/` what a web archive holds of them.
 * @returns The server, listening.
 */
export async function serveDemo(folder: string): Promise<DemoServer> {
  const site = join(folder, 'site')
  const files = listFiles(site)
  const answers = readAnswers(join(folder, 'answers.csv'))
  const answerArchive = createDemoArchive(folder)
  const log: DemoRequest[] = []
  const server = createServer((request, response) => {
    void send(request, response)
  })
  async function send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hostOf(request)
    const path = pathOf(request)
    const { status, headers, body } = !isReading(request)
      ? { status: 405, headers: { allow: 'GET, HEAD' }, body: undefined }
      : host === archiveHost
        ? answerArchive(request.url ?? '')
        : (answers.get(host + path) ?? (await answerFile(request, files.get(host + path))))
    log.push({ method: request.method ?? '', host, path, status, userAgent: request.headers['user-agent'] ?? null })
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body)
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    address: `127.0.0.1:${port}`,
    hosts: [...readdirSync(site), archiveHost].sort(),
    log,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)))
        server.closeAllConnections()
      }),
  }
}

/** Every file by host and path; only what is listed here is ever opened, so no path leads out of the folder. */
function listFiles(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const address = file.slice(folder.length + 1).replaceAll(sep, '/')
    // The address of an item of the content API does not tell its format.
    files.set(address.replace(/\/index\.html$/, '/').replace(/(\/api\/content\/.+)\.json$/, '$1'), file)
  }
  return files
}

/** What is answered in place of files, by host and path: gone, moved, refused. */
function readAnswers(path: string): ReadonlyMap<string, DemoAnswer> {
  const titles: Readonly<Record<string, string>> = { 301: 'Moved', 403: 'Forbidden', 410: 'Removed' }
  return new Map(
    demoRows<'url' | 'status' | 'location'>(path).map(({ url, status, location }) => {
      const { hostname, pathname } = new URL(url)
      const headers = location === '' ? {} : { location }
      return [hostname + pathname, demoPage(Number(status), titles[status] ?? status, headers)]
    }),
  )
}

function isReading({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
}

function pathOf(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function answerFile(request: IncomingMessage, file: string | undefined): Promise<DemoAnswer> {
  if (file === undefined) return demoPage(404, 'Page not found')
  try {
    const [body, { mtime }] = await Promise.all([readFile(file), stat(file)])
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    const validators = { etag, 'last-modified': mtime.toUTCString() }
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: validators }
    const facts = { 'content-type': contentTypeOf(file), 'content-length': body.length }
    return { status: 200, headers: { ...validators, ...facts }, body }
  } catch {
    return demoPage(500, 'The file could not be read')
  }
}
