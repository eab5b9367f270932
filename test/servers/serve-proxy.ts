import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

/** A forward proxy that hands everything to one address, whatever host is asked for. */
export interface TestProxy {
  readonly url: string
  /** Request lines: `GET http://site/` in plain, `CONNECT site:443` for tunnels. */
  readonly asked: readonly string[]
  close(): Promise<void>
}

/** Starts a proxy; plain requests are answered `text` (404 for robots.txt), tunnels lead to `target`. */
export async function serveProxy(target: { readonly port: number }): Promise<TestProxy> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.url?.endsWith('/robots.txt')) response.writeHead(404).end()
    else response.end('through the proxy')
  })
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    const upstream = connect(target.port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
