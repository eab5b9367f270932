import { dirname, resolve } from 'node:path'

import type { Clock } from '../crawl/clock.ts'
import { proxiesOf } from '../crawl/connections.ts'
import { createFetcher, type Fetcher } from '../crawl/fetch-resource.ts'
import type { PipelineSpec } from '../model/pipeline.ts'
import { packageVersion } from '../package-file.ts'
import type { PipelineFile } from './load-pipeline.ts'

/**
 * The fetcher of a pipeline, with its contact, spacing and limits; a demo's publishers are served by this machine for as
 * long as it is open. `clock` is the machine's where none is given.
 */
export async function openFetcher(
  { spec, path }: Pick<PipelineFile, 'spec' | 'path'>,
  { clock }: { readonly clock?: Clock | undefined } = {},
): Promise<Fetcher> {
  const { crawl, source } = spec
  const site = source.kind === 'http' && source.demo_site !== undefined ? source.demo_site : null
  const demo = site === null ? null : await (await import('./demo-server.ts')).serveDemo(resolve(dirname(path), site))
  const fetcher = createFetcher({
    userAgent: userAgentOf(crawl),
    spacing: (host) => spacingOf(crawl.spacing, host),
    timeoutSeconds: crawl.limits.seconds,
    maxBytes: crawl.limits.bytes,
    // Only a server of one's own is asked without a spacing, and that bears several requests at a time.
    perHost: 6,
    connectTo: new Map([
      ...Object.entries(crawl.connect_to),
      ...(demo?.hosts ?? []).map((host): [string, string] => [host, demo?.address ?? '']),
    ]),
    proxies: proxiesOf(process.env),
    ...(clock === undefined ? {} : { clock }),
  })
  return {
    ...fetcher,
    close: async () => {
      await fetcher.close()
      await demo?.close()
    },
  }
}

/** What names the harvest and its contact in each request. */
export function userAgentOf({ contact }: Pick<PipelineSpec['crawl'], 'contact'>): string {
  return `Mozilla/5.0 (compatible; policylens/${packageVersion}; +${contact ?? ''})`
}

/** Seconds between two requests to a host. */
export function spacingOf(spacing: PipelineSpec['crawl']['spacing'], host: string): number {
  return typeof spacing === 'number' ? spacing : (spacing.hosts[host] ?? spacing.default)
}
