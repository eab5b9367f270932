import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as a test server saw it. */
export interface SeenRequest {
  readonly at: number
  readonly host: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
}

/** A server on the loopback interface that logs what it is asked. */
export interface TestServer {
  readonly port: number
  /** `127.0.0.1:port`, as `connect_to` wants it. */
  readonly address: string
  readonly requests: readonly SeenRequest[]
  /** Paths that were asked for, in order, without robots.txt. */
  paths(): string[]
  close(): Promise<void>
}

/** Starts a server on a free port of 127.0.0.1; answers 404 to robots.txt unless `robots` is given. */
export async function serveHttp(
  listener: RequestListener,
  { robots = true }: { readonly robots?: boolean } = {},
): Promise<TestServer> {
  const requests: SeenRequest[] = []
  const server = createServer((request, response) => {
    const { url = '', headers, rawHeaders } = request
    requests.push({ at: performance.now(), host: headers.host ?? '', path: url, headers, rawHeaders })
    if (robots && url === '/robots.txt') response.writeHead(404).end()
    else listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    address: `127.0.0.1:${port}`,
    requests,
    paths: () => requests.map(({ path }) => path).filter((path) => path !== '/robots.txt'),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
