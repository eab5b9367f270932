import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { digestOf, httpDate, stampOf, surtOf, timeOf, type HeldCapture } from './held-capture.ts'

/*
 * A web archive on the loopback interface, as recorded exchanges and the documentation of the real ones show them: the
 * Wayback Machine (web.archive.org), or pywb, by which the UK Government Web Archive runs.
 */

/** What goes wrong with the archive. */
export interface ArchiveFaults {
  /** Addresses of sites that are excluded from it. */
  readonly excluded?: readonly string[]
  /** Addresses that stand in the index but cannot be played back. */
  readonly unplayable?: readonly string[]
  /** Answers everything with a challenge of a firewall. */
  readonly challenge?: 'captcha' | 'challenge'
  /** Answers 429 from the nth request on, counted from 0. */
  readonly refuseFrom?: number
  /** Closes the connection without an answer from the nth request on, counted from 0. */
  readonly resetFrom?: number
  /** How many questions to the index are answered 503 first. */
  readonly indexErrors?: number
  /** Puts the rows into the index that real ones hold: mail addresses, days 00, lengths `-`, repeats. */
  readonly junkRows?: boolean
  /** Rows of the index that are said to be of the address asked for and are not (pywb). */
  readonly fuzzy?: readonly HeldCapture[]
  /** What replayed bodies say of their encoding, whatever it is. */
  readonly contentEncoding?: string
  /** Packs replayed bodies without saying so. */
  readonly packed?: boolean
  /** Most rows of one page of the index, whatever was asked for. */
  readonly pageRows?: number
  readonly robots?: string
}

/** A request as the archive saw it. */
export interface ArchiveRequest {
  /** By the archive's clock, in milliseconds. */
  readonly at: number
  readonly kind: 'index' | 'replay' | 'robots' | 'other'
  readonly path: string
  readonly status: number
}

/** The archive while it runs. */
export interface ArchiveServer {
  /** `127.0.0.1:port`, as `connect_to` wants it. */
  readonly address: string
  readonly requests: readonly ArchiveRequest[]
  close(): Promise<void>
}

/** How the archive is set up. */
export interface ArchiveServerOptions {
  readonly kind: 'wayback' | 'pywb'
  readonly captures: readonly HeldCapture[]
  readonly faults?: ArchiveFaults
  /** Of pywb, in its addresses. Default: `ukgwa`. */
  readonly collection?: string
  /** The host that it names in its addresses. */
  readonly host?: string
  /** By which its limits count. Default: the machine's. */
  readonly clock?: { now(): number }
  /** Answers a minute: more are answered 429, and after a minute of that with a closed door. */
  readonly limits?: { readonly index: number; readonly replay: number }
}

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

const fields = ['timestamp', 'original', 'mimetype', 'statuscode', 'digest', 'length'] as const
const html = { 'Content-Type': 'text/html; charset=utf-8' }
const excludedPage =
  '<title>Wayback Machine</title><p>Sorry.</p><p>This URL has been excluded from the Wayback Machine.</p>'
const absentPage = '<title>Wayback Machine</title><p>Hrm.</p><p>The Wayback Machine has not archived that URL.</p>'
const refusedPage =
  '<html><body><h1>429 Too Many Requests</h1>\nYou have sent too many requests in a given amount of time.</body></html>'
const blocked = 'org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error'

/** Starts an archive on a free port of 127.0.0.1. */
export async function serveArchive(options: ArchiveServerOptions): Promise<ArchiveServer> {
  const { kind, faults = {}, collection = 'ukgwa', clock = Date } = options
  const isWayback = kind === 'wayback'
  const host = options.host ?? (isWayback ? 'web.archive.org' : 'webarchive.nationalarchives.gov.uk')
  const limits = options.limits ?? (isWayback ? { index: 30, replay: 600 } : null)
  const replayPath = isWayback ? '/web/' : `/${collection}/`
  const indexPath = isWayback ? '/cdx/search/cdx' : `/${collection}/cdx`
  const requests: ArchiveRequest[] = []
  const answered = { index: [] as number[], replay: [] as number[] }
  let refusedSince: number | null = null
  let errorsLeft = faults.indexErrors ?? 0

  const captures = options.captures
    .map((capture) => {
      const whole = options.captures.find(({ url, datetime }) => url === capture.url && datetime === capture.revisitOf)
      const { status = 200, headers = {}, body = '' } = whole ?? capture
      return { ...capture, status, headers, body, key: surtOf(capture.url), stamp: stampOf(capture.datetime) }
    })
    .toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1))
  type Held = (typeof captures)[number]

  function rowOf(capture: Held): Record<(typeof fields)[number], string> {
    const isRevisit = capture.revisitOf !== undefined
    const type = (capture.headers['Content-Type'] ?? 'text/html').split(';')[0] ?? ''
    return {
      timestamp: capture.stamp,
      original: capture.url,
      mimetype: isRevisit ? 'warc/revisit' : type,
      statuscode: isRevisit ? '-' : String(capture.status),
      digest: digestOf(capture.body),
      length: String(400 + capture.body.length),
    }
  }

  function junkFor(url: string): Record<(typeof fields)[number], string>[] {
    const row = { mimetype: 'text/html', statuscode: '200', digest: 'A'.repeat(32), length: '-' }
    return [
      { ...row, timestamp: '20200100000000', original: url },
      { ...row, timestamp: '20200101000000', original: 'mailto:someone@example.org' },
      { ...row, timestamp: '20200101000001', original: 'https://www.example.org/:alert(1)', statuscode: '-' },
    ]
  }

  function answerIndex(query: URLSearchParams): Answer {
    const url = query.get('url') ?? ''
    if (errorsLeft-- > 0) return { status: 503, body: 'busy' }
    if (faults.excluded?.some((each) => surtOf(each) === surtOf(url))) {
      return {
        status: 403,
        headers: { 'Content-Type': 'text/plain', 'X-Archive-Wayback-Runtime-Error': blocked },
        body: blocked,
      }
    }
    const from = (query.get('from') ?? '').padEnd(14, '0')
    const to = (query.get('to') ?? '').padEnd(14, '9')
    const filters = query.getAll('filter').map((filter) => /^digest:(.*)$/.exec(filter)?.[1] ?? '.*')
    const resume = (query.get('resumeKey') ?? '').split('+').at(-1) ?? ''
    const found = captures
      .filter(({ key, stamp }) => key === surtOf(url) && stamp >= from && stamp <= to && stamp >= resume)
      .map(rowOf)
      .filter(({ digest }) => filters.every((filter) => new RegExp(`^(?:${filter})$`).test(digest)))
    const limit = Math.min(Number(query.get('limit') ?? 150_000), faults.pageRows ?? 150_000)
    const page = found.slice(0, limit)
    const rows = faults.junkRows ? [...junkFor(url), ...page.flatMap((row) => [row, row])] : page
    if (!isWayback) {
      const fuzzy = (faults.fuzzy ?? []).map((each) => ({
        ...each,
        status: 200,
        headers: {},
        body: '',
        key: '',
        stamp: stampOf(each.datetime),
      }))
      const lines = [
        ...rows.map((row) => [row, {}] as const),
        ...fuzzy.map((each) => [rowOf(each), { is_fuzzy: '1' }] as const),
      ]
      const text = lines.map(([row, more]) => {
        const { original, mimetype, statuscode, ...rest } = row
        return `${JSON.stringify({ urlkey: surtOf(url), ...rest, url: original, mime: mimetype, status: statuscode, ...more })}\n`
      })
      return { status: 200, headers: { 'Content-Type': 'text/x-ndjson' }, body: text.join('') }
    }
    const last = found.length > page.length ? page.at(-1) : undefined
    const table: string[][] =
      rows.length === 0 ? [] : [[...fields], ...rows.map((row) => fields.map((field) => row[field]))]
    if (last !== undefined) {
      // The key is the last row's, its last character moved on by one.
      const next = last.timestamp.slice(0, -1) + String.fromCharCode(last.timestamp.charCodeAt(13) + 1)
      table.push([], [`${encodeURIComponent(surtOf(url))}+${encodeURIComponent(next)}`])
    }
    const body = gzipSync(JSON.stringify(table))
    return { status: 200, headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }, body }
  }

  const address = (stamp: string, url: string): string => `https://${host}${replayPath}${stamp}id_/${url}`

  function answerReplay(stamp: string, url: string): Answer {
    if (faults.excluded?.some((each) => surtOf(each) === surtOf(url)))
      return { status: 200, headers: html, body: excludedPage }
    // Redirects between forms of one address are passed over, or they would lead in circles.
    const leadsToItself = ({ headers, key, url: own }: Held): boolean =>
      headers['Location'] !== undefined && surtOf(new URL(headers['Location'], own).href) === key
    const key = surtOf(url)
    const known = captures.filter((each) => each.key === key && (each.url === url || !leadsToItself(each)))
    const distance = (each: Held): number => Math.abs(timeOf(each.stamp) - timeOf(stamp))
    const nearest = known.toSorted(
      (a, b) => distance(a) - distance(b) || Number(b.url === url) - Number(a.url === url),
    )[0]
    if (nearest === undefined || faults.unplayable?.includes(url)) {
      return { status: 404, headers: { ...html, 'X-ts': '404' }, body: absentPage }
    }
    if (isWayback && nearest.stamp !== stamp) {
      const Location = address(nearest.stamp, nearest.url)
      const reason = `found capture at ${nearest.stamp}`
      return {
        status: 302,
        headers: { 'Content-Type': 'text/plain; charset=utf-8', Location, 'X-Archive-Redirect-Reason': reason },
      }
    }
    const links = [
      `<${nearest.url}>; rel="original"`,
      `<https://${host}${replayPath}timemap/link/${nearest.url}>; rel="timemap"; type="application/link-format"`,
      `<https://${host}${replayPath}${nearest.url}>; rel="timegate"`,
      `<https://${host}${replayPath}${nearest.stamp}/${nearest.url}>; rel="first last memento"; datetime="${httpDate(nearest.datetime)}"`,
    ]
    const { Location, ...rest } = nearest.headers
    const moved =
      Location === undefined ? {} : { Location: address(nearest.stamp, new URL(Location, nearest.url).href) }
    const originals = Object.entries(rest).map(([name, value]) => [`X-Archive-Orig-${name}`, value] as const)
    const headers = {
      'Content-Type': nearest.headers['Content-Type'] ?? 'text/html',
      ...moved,
      ...(isWayback ? { ...Object.fromEntries(originals), 'X-Archive-Src': 'items/example.warc.gz' } : {}),
      'Memento-Datetime': httpDate(nearest.datetime),
      Link: links.join(', '),
      ...(faults.contentEncoding === undefined ? {} : { 'Content-Encoding': faults.contentEncoding }),
    }
    return { status: nearest.status, headers, body: faults.packed ? gzipSync(nearest.body) : nearest.body }
  }

  /** Null where the door is closed. */
  function answer(path: string, what: ArchiveRequest['kind']): Answer | null {
    const count = requests.filter((each) => each.kind !== 'robots').length
    const now = clock.now()
    if (what === 'robots') return faults.robots === undefined ? { status: 404 } : { status: 200, body: faults.robots }
    if (count >= (faults.resetFrom ?? Infinity)) return null
    if (faults.challenge === 'captcha') {
      return {
        status: 405,
        headers: { ...html, 'x-amzn-waf-action': 'captcha' },
        body: '<title>Human Verification</title>',
      }
    }
    if (faults.challenge === 'challenge') return { status: 202, headers: { 'x-amzn-waf-action': 'challenge' } }
    if (what === 'other') return { status: 404, headers: html, body: absentPage }
    const recent = answered[what].filter((at) => now - at < 60_000)
    if (count >= (faults.refuseFrom ?? Infinity) || (limits !== null && recent.length >= limits[what])) {
      refusedSince ??= now
      return now - refusedSince > 60_000
        ? null
        : { status: 429, headers: { 'Content-Type': 'text/html' }, body: refusedPage }
    }
    refusedSince = null
    answered[what] = [...recent, now]
    const url = new URL(path, `https://${host}`)
    if (what === 'index') return answerIndex(url.searchParams)
    const [, stamp = '', target = ''] = /^(\d{14})(?:[a-z]{2}_)?\/(.+)$/.exec(path.slice(replayPath.length)) ?? []
    return stamp === '' ? { status: 404, headers: html, body: absentPage } : answerReplay(stamp, target)
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    const what =
      path === '/robots.txt'
        ? 'robots'
        : path.startsWith(indexPath)
          ? 'index'
          : path.startsWith(replayPath)
            ? 'replay'
            : 'other'
    const at = clock.now()
    const given = answer(path, what)
    requests.push({ at, kind: what, path, status: given?.status ?? 0 })
    if (given === null) request.socket.resetAndDestroy()
    else response.writeHead(given.status, given.headers).end(given.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
