import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, EnvHttpProxyAgent, type Dispatcher } from 'undici'
import { isPrivateAddress } from './private-address.ts'

/** Proxies as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name them; empty for none. */
export interface Proxies {
  readonly http: string
  readonly https: string
  readonly none: string
}

/** Reads the proxies from environment variables; lower-case names win and `http://` may be left out, as with curl. */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): Proxies {
  const address = (text: string): string => (text === '' || text.includes('://') ? text : `http://${text}`)
  return {
    http: address(env['http_proxy'] ?? env['HTTP_PROXY'] ?? ''),
    https: address(env['https_proxy'] ?? env['HTTPS_PROXY'] ?? ''),
    none: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
  }
}

/** The address leads into a private network. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
}

/** How connections are made. */
export interface ConnectionOptions {
  /** Host, or host and port, to `address:port`; reached by plain HTTP, the one exception to the address check. */
  readonly connectTo: ReadonlyMap<string, string>
  readonly proxies: Proxies
  readonly timeoutSeconds: number
  /** Asks the DNS; default: the system's resolver. */
  readonly lookup?: LookupFunction
}

/** Connections to the hosts of the public Internet, and to those of `connectTo`. */
export interface Connections {
  /** @throws {PrivateAddressError} where the host is a private address itself */
  dispatcherFor(url: URL): Dispatcher
  /**
   * The address of the machine that a host's connections lead to now; null where there is none, they lead to several,
   * or a proxy stands between.
   */
  peerOf(url: URL): string | null
  close(): Promise<void>
}

/** A resolver that fails where any address of a name is private: checked when connecting, so no later answer counts. */
function guardLookup(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address, family) => {
      const addresses = error ? [] : typeof address === 'string' ? [address] : address.map((entry) => entry.address)
      const hidden = addresses.find(isPrivateAddress)
      if (hidden === undefined) callback(error, address, family)
      else callback(new PrivateAddressError(`${hostname} leads to ${hidden}, which is not public`), '', 0)
    })
  }
}

function splitAddress(target: string): { readonly hostname: string; readonly port: string } {
  const at = target.lastIndexOf(':')
  return { hostname: target.slice(0, at).replace(/^\[|\]$/g, ''), port: target.slice(at + 1) }
}

/** The addresses that open connections lead to, by host. */
function createPeers(): {
  readonly watch: (connect: buildConnector.connector) => buildConnector.connector
  readonly of: (host: string) => string | null
} {
  const peers = new Map<string, string[]>()
  return {
    watch: (connect) => (target, callback) => {
      const host = target.host ?? target.hostname
      connect(target, (...result) => {
        const [, socket] = result
        const address = socket?.remoteAddress
        if (socket && address !== undefined) {
          const present = peers.get(host) ?? []
          peers.set(host, present)
          present.push(address)
          socket.once('close', () => {
            present.splice(present.indexOf(address), 1)
            if (present.length === 0 && peers.get(host) === present) peers.delete(host)
          })
        }
        callback(...result)
      })
    },
    of: (host) => {
      const [first, ...others] = peers.get(host) ?? []
      return first !== undefined && others.every((other) => other === first) ? first : null
    },
  }
}

/** Opens connections that refuse private addresses; behind a proxy, names are resolved by the proxy. */
export function createConnections(options: ConnectionOptions): Connections {
  const timeout = Math.min(options.timeoutSeconds, 15) * 1000
  const guarded = buildConnector({ timeout, lookup: guardLookup(options.lookup ?? systemLookup) })
  const direct = buildConnector({ timeout })
  const peers = createPeers()
  const shared = { maxHeaderSize: 64 * 1024, headersTimeout: 0, bodyTimeout: 0 }
  const mapped = new Agent({
    ...shared,
    connect: peers.watch((target, callback) => {
      const address = splitAddress(
        options.connectTo.get(target.host ?? '') ?? options.connectTo.get(target.hostname) ?? '',
      )
      direct({ ...target, ...address, protocol: 'http:' }, callback)
    }),
  })
  const open = new EnvHttpProxyAgent({
    ...shared,
    httpProxy: options.proxies.http,
    httpsProxy: options.proxies.https,
    noProxy: options.proxies.none,
    proxyTunnel: false,
    connect: peers.watch(guarded),
  })
  return {
    dispatcherFor(url) {
      if (options.connectTo.has(url.host) || options.connectTo.has(url.hostname)) return mapped
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) !== 0 && isPrivateAddress(literal)) {
        throw new PrivateAddressError(`${literal} is not a public address`)
      }
      return open
    },
    peerOf: (url) => peers.of(url.host),
    async close() {
      await Promise.all([mapped.destroy(), open.destroy()])
    },
  }
}
