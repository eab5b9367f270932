/*
 * The sitemap files of crawler-commons, read by our parser: `npx tsx test/real/sitemap-cases.ts FOLDER`. The expected
 * counts were taken from the files by eye and with an XML reader, not from our own.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSitemap } from '../../src/crawl/discover/read-sitemap.ts'

interface Case {
  readonly file: string
  readonly pages: number
  readonly sitemaps?: number
  readonly note?: string
}

const cases: readonly Case[] = [
  { file: 'rss/feed.rss', pages: 4, note: 'an item with only a guid; an address half in CDATA' },
  { file: 'rss/xmlRss_pubDate.xml', pages: 7 },
  { file: 'sitemaps/atom.xml', pages: 1 },
  { file: 'sitemaps/do-not-visit.txt', pages: 1 },
  { file: 'sitemaps/extension/hebdenbridgetimes-articles-sitemap.xml', pages: 74 },
  { file: 'sitemaps/extension/pagemaps-sitemap.xml', pages: 2 },
  { file: 'sitemaps/extension/shinpaideshou-news-sitemap.xml', pages: 3 },
  { file: 'sitemaps/extension/sitemap-images.xml', pages: 1, note: 'addresses of images are no pages' },
  { file: 'sitemaps/extension/sitemap-links.xml', pages: 3 },
  { file: 'sitemaps/extension/sitemap-mobile.xml', pages: 3 },
  { file: 'sitemaps/extension/sitemap-news.xml', pages: 2 },
  { file: 'sitemaps/extension/sitemap-videos-tvshow.xml', pages: 1, note: 'the loc stands after the video' },
  { file: 'sitemaps/extension/sitemap-videos.xml', pages: 3 },
  { file: 'sitemaps/sitemap-with-bom.txt', pages: 2 },
  { file: 'sitemaps/sitemap.badns.xml', pages: 2, note: 'an unknown namespace' },
  { file: 'sitemaps/sitemap.index.xml', pages: 0, sitemaps: 15, note: 'addresses without loc' },
  { file: 'sitemaps/sitemap.ns.xml', pages: 2, note: 'a prefix' },
  { file: 'sitemaps/sitemap.txt', pages: 2 },
  { file: 'sitemaps/sitemap.txt.gz', pages: 5 },
  { file: 'sitemaps/xmlSitemap.gz', pages: 5 },
]
const folder = join(process.argv[2] ?? '../shared', 'bench/crawl/crawler-commons')
let right = 0
for (const { file, pages, sitemaps = 0, note } of cases) {
  const reading = readSitemap(readFileSync(join(folder, file)), `http://www.example.com/${file}`)
  const found = reading.ok ? [reading.pages.length, reading.sitemaps.length] : [reading.detail]
  const isRight = reading.ok && reading.pages.length === pages && reading.sitemaps.length === sitemaps
  if (isRight) right++
  const verdict = isRight ? 'ok ' : 'NOT'
  process.stdout.write(
    `${verdict} ${file}: ${found.join(' pages, ')} sitemaps${note === undefined ? '' : ` (${note})`}\n`,
  )
}
process.stdout.write(`${right} of ${cases.length} sitemap files read as they should be\n`)
process.exitCode = right === cases.length ? 0 : 1
