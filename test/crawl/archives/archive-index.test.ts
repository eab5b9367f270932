import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePywbIndex, parseWaybackIndex } from '../../../src/crawl/archives/archive-index.ts'

const header = ['timestamp', 'original', 'mimetype', 'statuscode', 'digest', 'length']
const row = ['20200617093012', 'https://www.gov.uk/a', 'text/html', '200', 'Q4YULN754FHV2U6Q5JUT6Q2P57WEWNNY', '14152']
const capture = {
  archive: 'wayback',
  original: 'https://www.gov.uk/a',
  datetime: '2020-06-17T09:30:12Z',
  status: 200,
  mediaType: 'text/html',
  digest: 'Q4YULN754FHV2U6Q5JUT6Q2P57WEWNNY',
  isRevisit: false,
}
const wayback = (rows: readonly (readonly string[])[]) => parseWaybackIndex(JSON.stringify(rows), 'wayback')

describe('parseWaybackIndex()', () => {
  it('reads rows by the names in the first, in any order', () => {
    expect(wayback([header, row])).toEqual({ captures: [capture], resumeKey: null })
    expect(wayback([header.toReversed(), row.toReversed()])).toEqual({ captures: [capture], resumeKey: null })
  })

  it('reads the resume key after an empty row, as it is written', () => {
    const key = 'uk%2Cgov%29%2Fa+2020061709301%3A'
    expect(wayback([header, row, [], [key]])).toEqual({ captures: [capture], resumeKey: key })
  })

  it('takes an empty list for no captures', () => {
    expect(wayback([])).toEqual({ captures: [], resumeKey: null })
    expect(wayback([header])).toEqual({ captures: [], resumeKey: null })
  })

  it('keeps revisits, whose status and type are not known yet', () => {
    const revisit = ['20200618000000', 'https://www.gov.uk/a', 'warc/revisit', '-', row[4] ?? '', '-']
    expect(wayback([header, revisit])?.captures[0]).toMatchObject({ status: null, mediaType: null, isRevisit: true })
  })

  it.each([
    ['a day 00', '20200600093012', 'https://www.gov.uk/a'],
    ['a mail address', '20200617093012', 'mailto:a@gov.uk'],
    ['a scrap of a script', '20200617093012', 'javascript:void(0)'],
    ['no address', '20200617093012', '-'],
  ])('leaves out a row with %s and keeps the others', (_what, timestamp, original) => {
    const junk = [timestamp, original, 'text/html', '200', 'A'.repeat(32), '-']
    expect(wayback([header, junk, row])?.captures).toEqual([capture])
  })

  it('keeps a port in the address and rows with a length or digest of "-"', () => {
    const odd = ['20200617093012', 'http://www.gov.uk:80/a', 'text/html', '200', '-', '-']
    expect(wayback([header, odd])?.captures[0]).toMatchObject({ original: 'http://www.gov.uk:80/a', digest: null })
  })

  it.each(['', '<html>busy</html>', '{"a":1}', '[1,2]', '[["a","b"],["c","d"]]', 'null'])(
    'takes %j for no index',
    (text) => expect(parseWaybackIndex(text, 'wayback')).toBeNull(),
  )

  it('never throws, whatever JSON comes', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseWaybackIndex(text, 'wayback')))
    const rows = fc.array(fc.array(fc.string(), { maxLength: 7 }), { maxLength: 5 })
    fc.assert(fc.property(rows, (list) => wayback([header, ...list]) !== null))
  })
})

describe('parsePywbIndex()', () => {
  const line = (more: object = {}) =>
    JSON.stringify({
      urlkey: 'uk,gov)/a',
      timestamp: row[0],
      url: row[1],
      mime: row[2],
      status: row[3],
      digest: row[4],
      length: '14152',
      ...more,
    })

  it('reads one object a line', () => {
    const expected = { ...capture, archive: 'ukgwa' }
    expect(parsePywbIndex(`${line()}\n${line()}\n`, 'ukgwa')).toEqual([expected, expected])
  })

  it('takes numbers for texts', () => {
    expect(parsePywbIndex(line({ status: 200, timestamp: 20200617093012 }), 'ukgwa')).toMatchObject([
      { status: 200, datetime: '2020-06-17T09:30:12Z' },
    ])
  })

  it.each(['1', 1, true, 'true'])('drops a row with is_fuzzy %j', (fuzzy) => {
    expect(parsePywbIndex(line({ is_fuzzy: fuzzy }), 'ukgwa')).toEqual([])
  })
  it.each(['0', 0, false, ''])('keeps a row with is_fuzzy %j', (fuzzy) => {
    expect(parsePywbIndex(line({ is_fuzzy: fuzzy }), 'ukgwa')).toHaveLength(1)
  })

  it('takes nothing for no captures, and a page of HTML for no index', () => {
    expect(parsePywbIndex('', 'ukgwa')).toEqual([])
    expect(parsePywbIndex('<html>\n</html>', 'ukgwa')).toBeNull()
  })
})
