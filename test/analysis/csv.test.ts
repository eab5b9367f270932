import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { toCsv } from '../../src/analysis/csv.ts'

describe('toCsv()', () => {
  it('writes a header and CRLF, quotes only where needed and no byte order mark', () => {
    const csv = toCsv(
      ['a', 'b'],
      [
        { a: 'plain', b: 'with, comma' },
        { a: 'say "so"', b: 'two\nlines' },
      ],
    )
    expect(csv).toBe('a,b\r\nplain,"with, comma"\r\n"say ""so""","two\nlines"\r\n')
  })

  it('writes numbers and booleans as they are, nothing for null and lists with semicolons', () => {
    expect(toCsv(['a', 'b', 'c', 'd'], [{ a: -1.5, b: false, c: null, d: ['x', 2] }])).toBe(
      'a,b,c,d\r\n-1.5,false,,x; 2\r\n',
    )
  })

  it('writes the header alone where there are no rows', () => {
    expect(toCsv(['a', 'b'], [])).toBe('a,b\r\n')
  })

  it.each(['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://bad.example")'])(
    'puts an apostrophe before %j, which a spreadsheet would run',
    (text) => {
      expect(parse(toCsv(['a'], [{ a: text }]))[1]).toEqual([`'${text}`])
    },
  )

  it.each(['-12', '+3.5', 'a=b', '1-2'])('leaves %j, which is no formula, alone', (text) => {
    expect(parse(toCsv(['a'], [{ a: text }]))[1]).toEqual([text])
  })

  it('is read back as it was written, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r]/.test(text)),
          { minLength: 2, maxLength: 6 },
        ),
        (texts) => {
          const columns = texts.map((_, index) => `c${index}`)
          const row = Object.fromEntries(texts.map((text, index) => [`c${index}`, text]))
          expect(parse(toCsv(columns, [row]), { record_delimiter: '\r\n' })).toEqual([columns, texts])
        },
      ),
    )
  })
})
