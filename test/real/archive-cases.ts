/*
 * Replays recorded exchanges with the Wayback Machine (EDGI's test recordings) from a loopback server to this client, and
 * checks what it makes of each: against the assertions of EDGI's tests, and against counts made here from the recorded
 * text alone.
 *
 *   npx tsx test/real/archive-cases.ts [folder with bench/crawl/memento-cdx; default ../shared]
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'yaml'
import type { ArchiveAccess } from '../../src/crawl/archives/archive-host.ts'
import type { CaptureList, Replay } from '../../src/crawl/archives/archive.ts'
import { parseWaybackIndex } from '../../src/crawl/archives/archive-index.ts'
import { createWayback } from '../../src/crawl/archives/wayback.ts'
import { createConnections } from '../../src/crawl/connections.ts'
import { createHostQueues } from '../../src/crawl/host-queues.ts'
import { createPoliteRequests } from '../../src/crawl/polite-requests.ts'
import { serveHttp } from '../servers/serve-http.ts'
import { createVirtualClock } from '../servers/virtual-clock.ts'

interface Recorded {
  readonly request: { readonly uri: string }
  readonly response: {
    readonly status: { readonly code: number; readonly message: string }
    readonly headers: Readonly<Record<string, readonly string[]>>
    readonly body: { readonly string: string | Uint8Array }
  }
}

const [shared = '../shared'] = process.argv.slice(2)
const folder = join(shared, 'bench', 'crawl', 'memento-cdx', 'edgi-wayback')
const read = (file: string): readonly Recorded[] =>
  parse(readFileSync(join(folder, file), 'utf8'), { schema: 'yaml-1.1' }).interactions

const isIndex = ({ request }: Recorded): boolean => request.uri.includes('/cdx/search/cdx')
const queryOf = ({ request }: Recorded): URLSearchParams => new URL(request.uri).searchParams
const unpack = ({ response }: Recorded): string => {
  const bytes = Buffer.from(response.body.string)
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** The recorded index in the form of `output=json`, for which EDGI did not ask. */
function asJson(recorded: Recorded): string {
  const [rows = '', key] = unpack(recorded).split('\n\n')
  const fields = ['urlkey', 'timestamp', 'original', 'mimetype', 'statuscode', 'digest', 'length']
  const table: string[][] =
    rows.trim() === ''
      ? []
      : [
          fields,
          ...rows
            .trim()
            .split('\n')
            .map((row) => row.split(' ')),
        ]
  return JSON.stringify(key === undefined ? table : [...table, [], [key.trim()]])
}

/** A client whose `web.archive.org` gives these recorded answers and nothing else. */
async function withRecorded<T>(recorded: readonly Recorded[], use: (access: ArchiveAccess) => Promise<T>): Promise<T> {
  const server = await serveHttp((request, response) => {
    const url = new URL(request.url ?? '', 'https://web.archive.org')
    const found = recorded.find((each) =>
      isIndex(each)
        ? url.pathname === '/cdx/search/cdx' && queryOf(each).get('resumeKey') === url.searchParams.get('resumeKey')
        : each.request.uri.endsWith(request.url ?? ''),
    )
    if (found === undefined) {
      response.writeHead(599).end('not recorded')
      return
    }
    const { status, headers, body } = found.response
    const kept = Object.entries(headers).filter(
      ([name]) => !/^(?:connection|transfer-encoding|content-length)$/i.test(name),
    )
    const isPage = isIndex(found) && status.code === 200
    const sent = isPage ? kept.filter(([name]) => !/^content-encoding$/i.test(name)) : kept
    response.writeHead(
      status.code,
      status.message,
      Object.fromEntries(sent.map(([name, values]) => [name, [...values]])),
    )
    response.end(isPage ? asJson(found) : body.string)
  })
  const clock = createVirtualClock()
  const connectTo = new Map([['web.archive.org', server.address]])
  const connections = createConnections({ connectTo, proxies: { http: '', https: '', none: '' }, timeoutSeconds: 10 })
  const queues = createHostQueues({ spacing: () => 0, atOnce: 20, clock })
  const request = createPoliteRequests({ connections, queues, userAgent: 'policylens', timeoutSeconds: 10, clock })
  try {
    return await use({ request, robots: { check: async () => ({ ok: true }) }, clock, maxBytes: 50_000_000 })
  } finally {
    await connections.close()
    await server.close()
  }
}

const always = { from: '1996-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z' }
const list = (recorded: readonly Recorded[], url: string): Promise<CaptureList> =>
  withRecorded(recorded, (access) => createWayback(access).listCaptures(url, always))
const replay = (recorded: readonly Recorded[], original: string, datetime: string): Promise<Replay> =>
  withRecorded(recorded, (access) => createWayback(access).replay({ original, datetime }, always))

const results: { readonly name: string; readonly outcome: 'passed' | 'failed' | 'listed'; readonly why: string }[] = []
function check(name: string, holds: boolean, why: string): void {
  results.push({ name, outcome: holds ? 'passed' : 'failed', why })
}
function leave(name: string, why: string): void {
  results.push({ name, outcome: 'listed', why })
}

/** A search: every recorded row once, in the order of time, revisits kept and resolved where their digest is there. */
async function checkSearch(file: string, recorded: readonly Recorded[]): Promise<void> {
  const rows = recorded.flatMap((each) => unpack(each).split('\n\n')[0]?.trim().split('\n') ?? []).filter(Boolean)
  const cells = rows.map((row) => row.split(' '))
  const distinct = new Set(cells.map((cell) => `${cell[1]} ${cell[2]}`)).size
  const wholes = new Set(cells.filter((cell) => cell[3] !== 'warc/revisit').map((cell) => cell[5]))
  const revisits = new Set(cells.filter((cell) => cell[3] === 'warc/revisit').map((cell) => `${cell[1]} ${cell[2]}`))
  const found = await list(
    recorded,
    queryOf(recorded[0] as Recorded)
      .get('url')
      ?.replace(/^(?!http)/, 'http://') ?? '',
  )
  if (!found.ok) return check(file, false, `${found.reason}: ${found.detail}`)
  const { captures } = found
  check(
    `${file}: every row once`,
    captures.length === distinct,
    `${rows.length} rows, ${distinct} distinct, ${captures.length} listed`,
  )
  const inOrder = captures.every(({ datetime }, at) => at === 0 || datetime >= (captures[at - 1]?.datetime ?? ''))
  check(`${file}: in the order of time`, inOrder, `${captures[0]?.datetime} to ${captures.at(-1)?.datetime}`)
  const open = captures.filter(({ isRevisit, status }) => isRevisit && status === null)
  const wrong = open.filter(({ digest }) => wholes.has(digest ?? ''))
  check(
    `${file}: revisits resolved`,
    wrong.length === 0,
    `${revisits.size} revisits, ${open.length} repeat nothing in the list`,
  )
}

for (const file of readdirSync(folder).toSorted()) {
  const all = read(file)
  const name = file.replace(/\.yaml$/, '')
  if (name.startsWith('test_search')) {
    const plain = all.filter((each) => !queryOf(each).has('filter'))
    if (name === 'test_search_raises_for_blocked_urls') {
      const found = await list(all, 'https://nationalpost.com/health')
      check(name, !found.ok && found.reason === 'excluded', found.ok ? 'not seen' : found.detail)
    } else if (name === 'test_search_with_timezone') {
      for (const [at, first] of ['1996-12-31T23:58:47Z', '1997-06-05T23:05:59Z'].entries()) {
        const page = all[at] as Recorded
        // Only the first page was recorded: whatever comes next is missing.
        const found = await list([page], 'http://nasa.gov/')
        const text = found.ok ? '' : found.detail
        const captures = parseWaybackIndex(asJson(page), 'wayback')?.captures ?? []
        check(`${name} ${at + 1}: first capture`, captures[0]?.datetime === first, captures[0]?.datetime ?? text)
        check(
          `${name} ${at + 1}: a page that is missing fails the list`,
          !found.ok && found.reason === 'http_error',
          text,
        )
      }
    } else if (plain.length === 0 || plain.length < all.length || queryOf(all[0] as Recorded).has('matchType')) {
      for (const each of all) {
        const page = parseWaybackIndex(asJson(each), 'wayback')
        const rows = (unpack(each).split('\n\n')[0] ?? '').trim().split('\n').length
        check(
          `${name}: ${queryOf(each).getAll('filter').join(' ') || 'no filter'}: page read`,
          page?.captures.length === rows,
          `${rows} rows`,
        )
      }
      leave(`${name}: by status and prefix`, 'filters by status drop revisits and prefixes are not asked for here')
    } else {
      await checkSearch(name, all)
    }
  }
}

const birds = ['https://www.fws.gov/birds/', '2017-11-24T15:13:15Z'] as const
for (const name of ['test_get_memento', 'test_get_memento_with_mode']) {
  const found = await replay(read(`${name}.yaml`), ...birds)
  const memento = found.ok ? found.memento : null
  check(
    `${name}: address and time`,
    memento?.original === birds[0] && memento.mementoDatetime === birds[1],
    memento?.finalUrl ?? '',
  )
  check(`${name}: original bytes`, memento?.body.byteLength === 122_756, `${memento?.body.byteLength} bytes`)
}
leave(
  'test_get_memento_with_mode: view',
  'rewritten pages with a toolbar are not the original bytes and never asked for',
)
const blocked = await replay(
  read('test_get_memento_raises_blocked_error.yaml'),
  'https://nationalpost.com/health/',
  '2017-09-29T00:27:12Z',
)
check(
  'test_get_memento_raises_blocked_error',
  !blocked.ok && blocked.reason === 'excluded',
  blocked.ok ? '' : blocked.detail,
)
const absent = await replay(
  read('test_get_memento_raises_no_memento_error.yaml'),
  'https://this-is-not-real-url.whatever/',
  '2017-09-29T00:27:12Z',
)
check(
  'test_get_memento_raises_no_memento_error',
  !absent.ok && absent.reason === 'not_captured',
  absent.ok ? '' : absent.detail,
)
const limited = await replay(
  read('test_get_memento_works_on_archived_rate_limit_responses.yaml'),
  'http://www.reddit.com/r/PokemonGiveaway',
  '2015-01-29T03:49:04Z',
)
check(
  'test_get_memento_works_on_archived_rate_limit_responses: the site’s 429, not the archive’s',
  !limited.ok && limited.reason === 'not_the_document',
  limited.ok ? '' : limited.detail,
)

const moved = read('test_get_memento_with_redirects.yaml')
const [from, to] = [
  'san5779-factsheet',
  'proposed-rule-fact-sheet-greenhouse-gas-reporting-program-addition-global-warming',
].map((path) => `https://www.epa.gov/ghgreporting/${path}`)
const replaced = await replay(moved, from ?? '', '2018-08-08T09:41:44Z')
check(
  'test_get_memento_with_redirects: an archived 301 to another address is recorded',
  !replaced.ok && replaced.reason === 'replaced' && replaced.detail.includes(to ?? ' '),
  replaced.ok ? '' : replaced.detail,
)
leave(
  'test_get_memento_with_redirects: following it',
  'what another address holds may be a later file, so it is never taken for the document',
)
const nearby = await replay(moved, to ?? '', '2018-08-08T09:41:44Z')
check(
  'test_get_memento_with_redirects: the archive’s 302 to a nearby time is followed',
  nearby.ok && nearby.memento.mementoDatetime === '2018-08-08T10:45:00Z' && nearby.memento.body.byteLength === 40_310,
  nearby.ok ? nearby.memento.finalUrl : nearby.detail,
)
const outside = await withRecorded(moved, (access) =>
  createWayback(access).replay(
    { original: to ?? '', datetime: '2018-08-08T09:41:44Z' },
    { from: '2018-08-01T00:00:00Z', to: '2018-08-08T10:00:00Z' },
  ),
)
check(
  'test_get_memento_with_redirects: but not out of the window',
  !outside.ok && outside.reason === 'not_captured',
  outside.ok ? '' : outside.detail,
)

for (const { name, outcome, why } of results) console.log(`${outcome}\t${name}\t${why}`)
const count = (outcome: string): number => results.filter((each) => each.outcome === outcome).length
console.log(
  `memento-cdx: ${count('passed')} passed, ${count('failed')} failed, ${count('listed')} listed with the reason`,
)
if (count('failed') > 0) process.exitCode = 1
