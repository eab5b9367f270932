/*
 * A small web archive for the demo. It behaves as recorded exchanges with the Wayback Machine do, as far as a harvest
 * sees it: the index in JSON (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server), replay of the
 * original bytes (`id_`), a redirect to the nearest time, and the headers of RFC 7089.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { contentTypeOf, demoPage, demoRows, type DemoAnswer } from './demo-answer.ts'

/** The 14 digits by which an archive names a time in ISO 8601. */
export const stampOf = (datetime: string): string => datetime.replace(/\D/g, '').slice(0, 14)

/** Milliseconds since 1970 of 14 digits. */
export function timeOf(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6Z'))
}

/** A time in ISO 8601 as HTTP headers write it. */
export const httpDate = (datetime: string): string => new Date(datetime).toUTCString()

/** The key under which an index sorts an address, so that `www.`, the scheme and a last `/` make no difference. */
export function surtOf(address: string): string {
  const url = new URL(/^https?:\/\//i.test(address) ? address : `http://${address}`)
  const host = url.hostname
    .replace(/^www\d{0,3}\./, '')
    .split('.')
    .toReversed()
    .join(',')
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : '/'
  return `${host})${path}${url.search}`.toLowerCase()
}

/** Base32 of the SHA-1, as an index writes it. */
export function digestOf(body: string | Uint8Array): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...createHash('sha1').update(body).digest()].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => letters[Number.parseInt(five, 2)]).join('')
}

/** A capture, as a row of `archive/index.csv` gives it. */
interface Held {
  readonly url: string
  readonly datetime: string
  /** `-` for a revisit: an answer whose bytes had been captured before. */
  readonly status: string
  readonly mediaType: string
  /** Null where the index names a capture that cannot be played back. */
  readonly file: string | null
  /** Where the site's answer led to; null where it was no redirect. */
  readonly location: string | null
  readonly body: Buffer
  readonly stamp: string
}

/** The host of the demo's archive. */
export const archiveHost = 'web.archive.example'

const indexPath = '/cdx/search/cdx'
const replayPath = '/web/'

/**
 * Reads the captures of `archive/index.csv` in the demo's folder; the column `file` counts from that folder.
 * @returns What answers a path with its query.
 */
export function createDemoArchive(folder: string): (path: string) => DemoAnswer {
  type Column = 'url' | 'datetime' | 'status' | 'media_type' | 'file' | 'location'
  const captures = demoRows<Column>(join(folder, 'archive', 'index.csv')).map(
    ({ url, datetime, status, media_type: mediaType, file, location }): Held => ({
      url,
      datetime,
      status,
      mediaType,
      file: file || null,
      location: location || null,
      body: file === '' ? Buffer.alloc(0) : readFileSync(join(folder, file)),
      stamp: stampOf(datetime),
    }),
  )
  return (path) => {
    const url = URL.canParse(path, `http://${archiveHost}`) ? new URL(path, `http://${archiveHost}`) : null
    if (url?.pathname === indexPath) return answerIndex(captures, url.searchParams)
    const [, stamp = '', target = ''] =
      /^(\d{14})(?:[a-z]{2}_)?\/(https?:\/\/.+)$/.exec(path.slice(replayPath.length)) ?? []
    const isReplay = path.startsWith(replayPath) && URL.canParse(target)
    return isReplay ? answerReplay(captures, { stamp, target }) : notArchived()
  }
}

function answerIndex(captures: readonly Held[], query: URLSearchParams): DemoAnswer {
  const url = query.get('url') ?? ''
  if (!URL.canParse(url)) return demoPage(400, 'No such address')
  const from = (query.get('from') ?? '').padEnd(14, '0')
  const to = (query.get('to') ?? '').padEnd(14, '9')
  const digests = /^digest:\(?([A-Z2-7|]*)\)?$/.exec(query.get('filter') ?? '')?.[1]?.split('|')
  const fields = (query.get('fl') ?? 'timestamp,original').split(',')
  const rows = captures
    .filter((one) => surtOf(one.url) === surtOf(url) && one.stamp >= from && one.stamp <= to)
    .map((one): Readonly<Record<string, string>> => ({
      urlkey: surtOf(one.url),
      timestamp: one.stamp,
      original: one.url,
      mimetype: one.mediaType,
      statuscode: one.status,
      digest: digestOf(one.body),
      length: String(400 + one.body.length),
    }))
    .filter(({ digest = '' }) => digests?.includes(digest) ?? true)
    .map((row) => fields.map((field) => row[field] ?? '-'))
  const body = JSON.stringify(rows.length === 0 ? [] : [fields, ...rows])
  return { status: 200, headers: { 'content-type': 'application/json' }, body }
}

function answerReplay(
  captures: readonly Held[],
  { stamp, target }: { readonly stamp: string; readonly target: string },
): DemoAnswer {
  const distance = (one: Held): number => Math.abs(timeOf(one.stamp) - timeOf(stamp))
  const [nearest] = captures
    .filter((one) => surtOf(one.url) === surtOf(target) && (one.file ?? one.location) !== null)
    .toSorted((a, b) => distance(a) - distance(b))
  if (nearest === undefined) return notArchived()
  const addressOf = (url: string): string => `http://${archiveHost}${replayPath}${nearest.stamp}id_/${url}`
  if (nearest.stamp !== stamp) {
    return {
      status: 302,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        location: addressOf(nearest.url),
        'x-archive-redirect-reason': `found capture at ${nearest.stamp}`,
      },
    }
  }
  const { url, datetime, status, file, location, body } = nearest
  const links = [
    `<${url}>; rel="original"`,
    `<http://${archiveHost}${replayPath}${nearest.stamp}/${url}>; rel="memento"; datetime="${httpDate(datetime)}"`,
  ]
  return {
    status: status === '-' ? 200 : Number(status),
    headers: {
      'content-type': contentTypeOf(file ?? '.html'),
      'memento-datetime': httpDate(datetime),
      link: links.join(', '),
      'x-archive-orig-content-length': String(body.length),
      ...(location === null ? {} : { location: addressOf(new URL(location, url).href) }),
    },
    body,
  }
}

function notArchived(): DemoAnswer {
  return demoPage(404, 'The archive has not archived that address')
}
