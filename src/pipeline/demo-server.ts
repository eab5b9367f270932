/*
 * The demo is harvested over HTTP like any other corpus. Its hosts do not exist, so this server, on a free port of the
 * loopback address, stands in for all of them and tells them apart by the Host header.
 */
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'

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

// By the name alone, as most servers do: the demo's misnamed file depends on it.
const types: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.html': 'text/html',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Serves a folder that holds a folder for each host, on a free port of the loopback address.
 * @returns The server, listening.
 */
export async function serveDemo(folder: string): Promise<DemoServer> {
  const files = listFiles(folder)
  const log: DemoRequest[] = []
  const server = createServer((request, response) => {
    void send(request, response)
  })
  async function send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = hostOf(request)
    const path = pathOf(request)
    const { status, headers, body } = await answer(request, files.get(host + path))
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
    hosts: readdirSync(folder).sort(),
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
    files.set(address.replace(/\/index\.html$/, '/'), file)
  }
  return files
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

interface Answer {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body?: Buffer | string
}

async function answer(request: IncomingMessage, file: string | undefined): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, headers: { allow: 'GET, HEAD' } }
  if (file === undefined) return page(404, 'Page not found')
  try {
    const [body, { mtime }] = await Promise.all([readFile(file), stat(file)])
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    const validators = { etag, 'last-modified': mtime.toUTCString() }
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: validators }
    const type = types[extname(file)] ?? 'application/octet-stream'
    return { status: 200, headers: { ...validators, 'content-type': type, 'content-length': body.length }, body }
  } catch {
    return page(500, 'The file could not be read')
  }
}

function page(status: number, title: string): Answer {
  const body = `<!DOCTYPE html><html lang="en"><title>${title}</title><h1>${title}</h1></html>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}
