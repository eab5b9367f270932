import type { ArchivedCapture } from './archive.ts'
import { readTimestamp } from './memento-time.ts'

/** A page of an archive's index. */
export interface IndexPage {
  readonly captures: readonly ArchivedCapture[]
  /** Names the next page; null on the last. */
  readonly resumeKey: string | null
}

function captureFrom(archive: string, fields: ReadonlyMap<string, string>): ArchivedCapture | null {
  const given = (name: string): string | null => {
    const value = fields.get(name) ?? '-'
    return value === '-' || value === '' ? null : value
  }
  const datetime = readTimestamp(fields.get('timestamp') ?? '')
  const original = given('original') ?? given('url') ?? ''
  // Mail addresses and scraps of scripts stand in the index too, of which there can be no capture.
  if (datetime === null || !/^https?:\/\//i.test(original) || !URL.canParse(original)) return null
  const mediaType = given('mimetype') ?? given('mime')
  const status = given('statuscode') ?? given('status')
  const isRevisit = mediaType === 'warc/revisit'
  return {
    archive,
    original,
    datetime,
    status: status !== null && /^[1-5]\d\d$/.test(status) ? Number(status) : null,
    mediaType: isRevisit ? null : mediaType,
    digest: given('digest'),
    isRevisit,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Reads a page of the Wayback CDX server in `output=json`: an array of rows, the first of which names the fields, and
 * with `showResumeKey` an empty row and one with the key at the end. Rows that can name no capture are left out; null
 * where the text is no such page.
 */
export function parseWaybackIndex(text: string, archive: string): IndexPage | null {
  const rows = readJson(text)
  if (!Array.isArray(rows) || !rows.every((row): row is string[] => Array.isArray(row) && row.every(isText)))
    return null
  const [names = [], ...rest] = rows
  if (names.length > 0 && !names.includes('timestamp')) return null
  const gap = rest.findIndex((row) => row.length === 0)
  const lines = gap < 0 ? rest : rest.slice(0, gap)
  const captures = lines.flatMap(
    (row) => captureFrom(archive, new Map(names.map((name, at) => [name, row[at] ?? '-']))) ?? [],
  )
  return { captures, resumeKey: gap < 0 ? null : (rest[gap + 1]?.[0] ?? null) }
}

/**
 * Reads an answer of a pywb CDX server in `output=json`: one object a line. Fuzzy matches are of other addresses and
 * left out, as are rows that can name no capture; null where no line is an object.
 */
export function parsePywbIndex(text: string, archive: string): readonly ArchivedCapture[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const rows = lines.map(readJson).filter((row): row is object => typeof row === 'object' && row !== null)
  if (lines.length > 0 && rows.length === 0) return null
  return rows.flatMap((row) => {
    const fields = new Map(Object.entries(row).map(([name, value]) => [name, String(value)]))
    const isFuzzy = !['undefined', '0', 'false', ''].includes(fields.get('is_fuzzy') ?? '')
    return isFuzzy ? [] : (captureFrom(archive, fields) ?? [])
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
