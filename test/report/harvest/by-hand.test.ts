import { describe, expect, it } from 'vitest'

import { failureReasons } from '../../../src/model/outcome.ts'
import { adviceFor, calendarOf } from '../../../src/report/harvest/by-hand.ts'

const archive = {
  id: 'a',
  kind: 'wayback',
  url: 'https://web.archive.org/',
  enabled: true,
  index_spacing: 2.5,
} as const
const page = { address: 'https://www.gov.uk/a?b=c', snapshot: '2020-06-30' }

describe('calendarOf()', () => {
  it('leads to the calendar of a Wayback Machine at the snapshot', () => {
    const url = 'https://web.archive.org/web/20200630000000*/https://www.gov.uk/a?b=c'
    expect(calendarOf(archive, page)).toEqual({ archive: 'a', url })
  })

  it('leads to the list of captures of a pywb archive, with and without a collection', () => {
    const pywb = { ...archive, kind: 'pywb', url: 'https://archive.example' } as const
    expect(calendarOf({ ...pywb, collection: 'uk' }, page)?.url).toBe(
      'https://archive.example/uk/*/https://www.gov.uk/a?b=c',
    )
    expect(calendarOf(pywb, page)?.url).toBe('https://archive.example/*/https://www.gov.uk/a?b=c')
  })

  it('leads nowhere for what is no web address', () => {
    expect(calendarOf(archive, { ...page, address: 'javascript:alert(1)' })).toBeNull()
    expect(calendarOf(archive, { ...page, address: 'files/a.pdf' })).toBeNull()
  })
})

describe('adviceFor()', () => {
  it('sends a person to run again only where the reason may pass', () => {
    const again = Object.keys(failureReasons).filter((reason) => adviceFor(reason) === 'again')
    expect(again.toSorted()).toEqual(['http_error', 'incomplete_response', 'too_slow', 'unreachable'])
  })

  it('has an answer where the reason is unknown', () => {
    expect([adviceFor(null), adviceFor('constructor')]).toEqual(['look', 'look'])
  })
})
