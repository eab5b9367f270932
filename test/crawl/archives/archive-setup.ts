import { afterEach } from 'vitest'
import type { ArchiveAccess } from '../../../src/crawl/archives/archive-host.ts'
import { createConnections } from '../../../src/crawl/connections.ts'
import { createHostQueues } from '../../../src/crawl/host-queues.ts'
import { createPoliteRequests } from '../../../src/crawl/polite-requests.ts'
import { createRobotsGate } from '../../../src/crawl/robots.ts'
import { serveArchive, type ArchiveServer, type ArchiveServerOptions } from '../../servers/serve-archive.ts'
import { createVirtualClock, type VirtualClock } from '../../servers/virtual-clock.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** Hosts of the archives that tests imitate. */
export const archiveHosts = { wayback: 'web.archive.org', pywb: 'webarchive.nationalarchives.gov.uk' } as const

/** What an archive is asked with, on a virtual clock, all hosts led to one address. */
export function accessTo(
  address: string,
  { spacing = 0, clock = createVirtualClock() }: { readonly spacing?: number; readonly clock?: VirtualClock } = {},
): ArchiveAccess {
  const connectTo = new Map(Object.values(archiveHosts).map((host) => [host, address]))
  const proxies = { http: '', https: '', none: '' }
  const connections = createConnections({ connectTo, proxies, timeoutSeconds: 5 })
  ends.push(() => connections.close())
  const queues = createHostQueues({ spacing: () => spacing, atOnce: 20, clock })
  const userAgent = 'policylens/0.1 (+https://example.org/study)'
  const request = createPoliteRequests({ connections, queues, userAgent, timeoutSeconds: 5, clock })
  const robots = createRobotsGate({ request, onDelay: (host, seconds) => queues.widen(host, seconds) })
  return { request, robots, clock, maxBytes: 100_000 }
}

/** An archive that stops when the test ends, its clock and the access to it. */
export async function startArchive(
  options: ArchiveServerOptions,
  { spacing = 0 }: { readonly spacing?: number } = {},
): Promise<{ readonly server: ArchiveServer; readonly clock: VirtualClock; readonly access: ArchiveAccess }> {
  const clock = createVirtualClock()
  const server = await serveArchive({ clock, ...options })
  ends.push(server.close)
  return { server, clock, access: accessTo(server.address, { spacing, clock }) }
}
