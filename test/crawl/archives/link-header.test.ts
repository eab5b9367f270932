import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findOriginal, parseLinkHeader } from '../../../src/crawl/archives/link-header.ts'

const recorded =
  '<https://www.gov.uk/a,b?c=d,e>; rel="original", <https://web.archive.org/web/https://www.gov.uk/a,b?c=d,e>; ' +
  'rel="timegate", <https://web.archive.org/web/20050323155300/http://www.gov.uk:80/a>; rel="first last memento"; ' +
  'datetime="Wed, 23 Mar 2005 15:53:00 GMT"'

describe('parseLinkHeader()', () => {
  it('tells links apart whose addresses and dates hold commas', () => {
    expect(parseLinkHeader(recorded).map(({ url, rels }) => [url, rels])).toEqual([
      ['https://www.gov.uk/a,b?c=d,e', ['original']],
      ['https://web.archive.org/web/https://www.gov.uk/a,b?c=d,e', ['timegate']],
      ['https://web.archive.org/web/20050323155300/http://www.gov.uk:80/a', ['first', 'last', 'memento']],
    ])
    expect(parseLinkHeader(recorded)[2]?.parameters.get('datetime')).toBe('Wed, 23 Mar 2005 15:53:00 GMT')
  })

  it('reads parameters without quotation marks, in any case and spacing', () => {
    expect(parseLinkHeader(' <u> ;REL = Original')[0]).toMatchObject({ url: 'u', rels: ['original'] })
  })

  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseLinkHeader(text))))
    expect(parseLinkHeader('rel="original"')).toEqual([])
    expect(parseLinkHeader('> <')).toEqual([])
  })
})

describe('findOriginal()', () => {
  it('finds it on any of several lines', () => {
    expect(findOriginal(['<x>; rel="timemap"', recorded])).toBe('https://www.gov.uk/a,b?c=d,e')
    expect(findOriginal(['<x>; rel="memento"'])).toBeNull()
    expect(findOriginal([])).toBeNull()
  })
})
