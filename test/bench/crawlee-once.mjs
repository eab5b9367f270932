/* The documents of serve-bulk.mjs with crawlee's HTTP crawler, kept in memory only; `folder` is where it is installed. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { bulkPaths } from '../servers/bulk-site.mjs'

const [address = '', count = '', folder = ''] = process.argv.slice(2)
const require = createRequire(join(folder, 'package.json'))
const load = (name) => import(pathToFileURL(require.resolve(name)).href)
const { HttpCrawler, Configuration, log } = await load('@crawlee/http')
const { MemoryStorage } = await load('@crawlee/memory-storage')

log.setLevel(log.LEVELS.OFF)
let documents = 0
const storageClient = new MemoryStorage({ persistStorage: false })
const crawler = new HttpCrawler(
  {
    additionalMimeTypes: ['application/pdf'],
    minConcurrency: 6,
    requestHandler({ body }) {
      if (body.length > 0) documents++
    },
  },
  new Configuration({ persistStorage: false, storageClient, availableMemoryRatio: 0.9 }),
)
await crawler.run(bulkPaths(Number(count)).map((path) => `http://${address}${path}`))
process.stdout.write(JSON.stringify({ documents }))
process.exit(0)
