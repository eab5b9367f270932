import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArchivedCapture } from '../../../src/crawl/archives/archive.ts'
import { captureWindow, chooseCaptures } from '../../../src/crawl/archives/choose-captures.ts'

const capture = (datetime: string, more: Partial<ArchivedCapture> = {}): ArchivedCapture => ({
  archive: 'wayback',
  original: 'https://www.gov.uk/a',
  datetime,
  status: 200,
  mediaType: 'text/html',
  digest: null,
  isRevisit: false,
  ...more,
})

const date = '2020-06-30'
const summary = (captures: readonly ArchivedCapture[]) =>
  chooseCaptures(captures, { date }).map(({ capture: { datetime }, rule, distanceDays }) => [
    datetime,
    rule,
    distanceDays,
  ])

describe('chooseCaptures()', () => {
  it('takes the latest up to the date first, then older ones, then the earliest after it', () => {
    const times = ['2020-07-20T10:00:00Z', '2020-05-01T00:00:00Z', '2020-07-02T00:00:00Z', '2020-06-17T09:30:12Z']
    expect(summary(times.map((time) => capture(time)))).toEqual([
      ['2020-06-17T09:30:12Z', 'latest_before', -13],
      ['2020-05-01T00:00:00Z', 'latest_before', -60],
      ['2020-07-02T00:00:00Z', 'earliest_after', 2],
      ['2020-07-20T10:00:00Z', 'earliest_after', 20],
    ])
  })

  it('counts the whole day of the snapshot as up to the date', () => {
    expect(summary([capture('2020-06-30T23:59:59Z'), capture('2020-07-01T00:00:00Z')])).toEqual([
      ['2020-06-30T23:59:59Z', 'latest_before', 0],
      ['2020-07-01T00:00:00Z', 'earliest_after', 1],
    ])
  })

  it('asks for proof of no change only of captures after the date', () => {
    const choices = chooseCaptures([capture('2020-06-29T00:00:00Z'), capture('2020-07-02T00:00:00Z')], { date })
    expect(choices.map(({ needsNoChangeSince }) => needsNoChangeSince)).toEqual([false, true])
  })

  it('takes resolved revisits of 200 and nothing of another or an unknown status', () => {
    const captures = [
      capture('2020-06-01T00:00:00Z', { isRevisit: true }),
      capture('2020-06-02T00:00:00Z', { isRevisit: true, status: null }),
      capture('2020-06-03T00:00:00Z', { status: 301 }),
      capture('2020-06-04T00:00:00Z', { status: 404 }),
    ]
    expect(summary(captures)).toEqual([['2020-06-01T00:00:00Z', 'latest_before', -29]])
  })

  it('leaves out what lies outside the window, whose first and last days belong to it', () => {
    const inside = [capture('2018-12-30T00:00:00Z'), capture('2020-08-29T23:59:59Z')]
    const outside = [capture('2018-12-29T23:59:59Z'), capture('2020-08-30T00:00:00Z')]
    expect(summary([...inside, ...outside]).map(([time]) => time)).toEqual(inside.map(({ datetime }) => datetime))
  })

  it('gives every capture inside the window once, whatever their order', () => {
    const times = fc.uniqueArray(fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2020, 7, 29) }), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(times, (list) => {
        const captures = list.map((time) => capture(new Date(time).toISOString()))
        const chosen = chooseCaptures(captures, { date })
        expect(new Set(chosen.map((choice) => choice.capture))).toEqual(new Set(captures))
        expect(chooseCaptures(captures.toReversed(), { date })).toEqual(chosen)
        for (const { rule, distanceDays } of chosen) expect(rule === 'latest_before').toBe(distanceDays <= 0)
      }),
    )
  })
})

describe('captureWindow()', () => {
  it('ends with the last second of the grace', () => {
    expect(captureWindow({ date })).toEqual({ from: '2018-12-30T00:00:00Z', to: '2020-08-29T23:59:59Z' })
    expect(captureWindow({ date, windowMonths: 0, graceDays: 0 })).toEqual({
      from: '2020-06-30T00:00:00Z',
      to: '2020-06-30T23:59:59Z',
    })
  })

  it('begins with the last day of a shorter month', () => {
    expect(captureWindow({ date: '2020-08-31', windowMonths: 6 }).from).toBe('2020-02-29T00:00:00Z')
    expect(captureWindow({ date: '2022-12-31', windowMonths: 22 }).from).toBe('2021-02-28T00:00:00Z')
  })
})
