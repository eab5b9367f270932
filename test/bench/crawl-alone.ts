import { drawLines } from './bench-line.ts'
import { benchCrawl } from './crawl.ts'

/* Only the crawl, with the number of documents and where crawlee is installed: for work on its speed. */
const [documents = '5000', crawlee] = process.argv.slice(2)
process.stdout.write(
  `${drawLines(await benchCrawl({ documents: Number(documents), rounds: 2, crawlee: crawlee ?? null }))}\n`,
)
