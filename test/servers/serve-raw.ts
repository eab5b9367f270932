import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A server that answers with bytes of its own making, for what no proper HTTP server would send. */
export interface RawServer {
  /** `127.0.0.1:port`, as `connect_to` wants it. */
  readonly address: string
  /** Request heads as they came over the wire, without those for robots.txt. */
  readonly heads: readonly string[]
  close(): Promise<void>
}

/** Starts a server that hands each request but those for robots.txt (answered 404) to `answer`. */
export async function serveRaw(answer: (socket: Socket, head: string) => void): Promise<RawServer> {
  const heads: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    let pending = ''
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1')
      for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
        const head = pending.slice(0, end)
        pending = pending.slice(end + 4)
        if (head.startsWith('GET /robots.txt ')) {
          socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
        } else {
          heads.push(head)
          answer(socket, head)
        }
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
