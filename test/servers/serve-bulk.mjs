/*
 * A site of many documents, in a process of its own: nine pages of 20 KB to one file of 300 KB, each different, and a
 * front page that links to all. Run with the number of documents; prints its address once it listens.
 */
import { createServer } from 'node:http'

import { bulkPath, bulkPaths } from './bulk-site.mjs'

const count = Number(process.argv[2] ?? 100)
const pageBytes = 20_000
const fileBytes = 300_000

/** Numbers that look random and are the same each time (Lehmer's generator, as in POSIX' minimal standard). */
function* numbers(seed) {
  for (let value = seed; ;) yield (value = (value * 48_271) % 2_147_483_647)
}

const words = (
  'guidance practice children young people safeguarding partners local authority police health education harm risk ' +
  'should must assessment support family community plan review approach trauma informed contextual service need early'
).split(' ')

/** Prose with the mark-up of a page, which compresses to about a quarter, as pages do. */
function makeProse() {
  const random = numbers(7)
  let text = ''
  while (text.length < pageBytes) {
    const sentence = Array.from(
      { length: 12 },
      () => `${words[random.next().value % words.length]}${random.next().value % 90}`,
    )
    text += `<p class="govuk-body" id="p${text.length}">${sentence.join(' ')}.</p>\n`
  }
  return text
}

/** Bytes like those of compressed streams, of which PDF files mostly consist. */
function makeStreams() {
  const random = numbers(11)
  return Buffer.from(Array.from({ length: fileBytes }, () => (random.next().value >> 8) & 255))
}

const prose = makeProse()
const streams = makeStreams()
const front = `<!doctype html><title>All</title>\n${bulkPaths(count)
  .map((path) => `<a href="${path}">${path}</a>`)
  .join('\n')}`

function bodyOf(path) {
  if (path.endsWith('.pdf')) {
    const head = Buffer.from(`%PDF-1.7\n% ${path}\n`)
    return Buffer.concat([head, streams.subarray(head.byteLength)])
  }
  const head = `<!doctype html><html lang="en"><head><title>${path}</title></head><body><h1>Document ${path}</h1>\n`
  return Buffer.from(head + prose.slice(0, pageBytes - head.length))
}

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  if (path === '/') {
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': Buffer.byteLength(front) }).end(front)
  } else if (bulkPath(Number(/\d+/.exec(path)?.[0])) === path) {
    const body = bodyOf(path)
    const type = path.endsWith('.pdf') ? 'application/pdf' : 'text/html; charset=utf-8'
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.byteLength }).end(body)
  } else {
    response.writeHead(404, { 'Content-Length': 0 }).end()
  }
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`127.0.0.1:${server.address().port}\n`)
})
