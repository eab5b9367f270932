/*
 * Fetches the documents of serve-bulk.mjs as the crawl stage does, without spacing, with hashes, files and a WARC file
 * that is on the disk when it ends, and writes as JSON what that took. A program of its own, so that its memory is.
 */
import { storeBytes } from '../../dist/crawl/content-store.js'
import { createFetcher } from '../../dist/crawl/fetch-resource.js'
import { openWarcWriter } from '../../dist/crawl/warc.js'
import { bulkPaths } from '../servers/bulk-site.mjs'

const [address = '', count = '', folder = ''] = process.argv.slice(2)
const fetcher = createFetcher({
  userAgent: 'policylens-bench (+https://example.org)',
  spacing: () => 0,
  perHost: 6,
  timeoutSeconds: 60,
  maxBytes: 10_000_000,
  connectTo: new Map([['bulk.test', address]]),
})
const warc = openWarcWriter(`${folder}/warc`, { runId: 'bench', software: 'policylens', now: new Date() })
const ends = []

async function harvest(path) {
  const result = await fetcher.fetch(`http://bulk.test${path}`)
  if (!result.ok) throw new Error(result.detail)
  const { body, mediaType } = result.response
  await Promise.all([
    storeBytes(folder, body, { extension: mediaType === 'text/html' ? 'html' : '' }),
    ...result.exchanges.map((exchange) => warc.write(exchange)),
  ])
  ends.push(warc.sync())
}

const paths = bulkPaths(Number(count)).values()
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (const path of paths) await harvest(path)
  }),
)
await Promise.all(ends)
await warc.close()
await fetcher.close()
const megabytes = Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)
process.stdout.write(JSON.stringify({ documents: ends.length, megabytes }))
