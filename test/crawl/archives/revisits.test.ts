import { describe, expect, it } from 'vitest'
import type { ArchivedCapture } from '../../../src/crawl/archives/archive.ts'
import { orderCaptures, resolveRevisits, unresolvedDigests } from '../../../src/crawl/archives/revisits.ts'

const whole = (datetime: string, more: Partial<ArchivedCapture> = {}): ArchivedCapture => ({
  archive: 'wayback',
  original: 'https://a.test/',
  datetime,
  status: 200,
  mediaType: 'text/html',
  digest: 'A',
  isRevisit: false,
  ...more,
})
const revisit = (datetime: string, more: Partial<ArchivedCapture> = {}): ArchivedCapture =>
  whole(datetime, { status: null, mediaType: null, isRevisit: true, ...more })
const statuses = (captures: readonly ArchivedCapture[]) => captures.map(({ status }) => status)

describe('resolveRevisits()', () => {
  it('gives a revisit the status and type of the capture with its digest, earlier or later', () => {
    const resolved = resolveRevisits([revisit('2020-01-01T00:00:00Z'), whole('2020-02-01T00:00:00Z')])
    expect(resolved[0]).toMatchObject({ status: 200, mediaType: 'text/html', isRevisit: true })
  })

  it('prefers one of the same address, then the nearest', () => {
    const captures = [
      whole('2020-01-01T00:00:00Z', { status: 301 }),
      whole('2020-01-09T00:00:00Z', { status: 404, original: 'http://a.test/' }),
      revisit('2020-01-10T00:00:00Z'),
      whole('2020-03-01T00:00:00Z'),
    ]
    expect(statuses(resolveRevisits(captures))).toEqual([301, 404, 301, 200])
  })

  it('leaves a revisit open whose digest nothing else has, or that has none', () => {
    const captures = [
      revisit('2020-01-01T00:00:00Z', { digest: 'B' }),
      revisit('2020-01-02T00:00:00Z', { digest: null }),
    ]
    const resolved = resolveRevisits([...captures, whole('2020-02-01T00:00:00Z')])
    expect(statuses(resolved)).toEqual([null, null, 200])
    expect(unresolvedDigests(resolved)).toEqual(['B'])
  })

  it('looks at others without giving them back', () => {
    const resolved = resolveRevisits([revisit('2020-01-01T00:00:00Z')], [whole('2015-01-01T00:00:00Z')])
    expect(statuses(resolved)).toEqual([200])
  })
})

describe('orderCaptures()', () => {
  it('sorts by time and lists a repeated row once, whole rather than as a revisit', () => {
    const [first, second] = [whole('2020-01-01T00:00:00Z'), whole('2020-01-02T00:00:00Z')]
    const twin = revisit('2020-01-01T00:00:00Z')
    expect(orderCaptures([second, twin, first, twin])).toEqual([first, second])
  })

  it('keeps two addresses captured in one second', () => {
    const captures = [whole('2020-01-01T00:00:00Z'), whole('2020-01-01T00:00:00Z', { original: 'http://a.test/' })]
    expect(orderCaptures(captures)).toHaveLength(2)
  })
})
