import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createDemoArchive, digestOf, surtOf } from '../../src/pipeline/demo-archive.ts'

const page = 'http://www.board.example/a'
const folder = mkdtempSync(join(tmpdir(), 'policylens-'))
mkdirSync(join(folder, 'archive'))
writeFileSync(join(folder, 'archive', 'a.html'), '<h1>A</h1>')
writeFileSync(
  join(folder, 'archive', 'index.csv'),
  [
    'url,datetime,status,media_type,file,location',
    `${page},2020-01-01T10:00:00Z,200,text/html,archive/a.html,`,
    `https://board.example/a/,2020-03-01T10:00:00Z,-,warc/revisit,archive/a.html,`,
    `${page},2020-05-01T10:00:00Z,200,text/html,,`,
    `http://www.board.example/old,2020-05-01T10:00:00Z,301,text/html,,/new`,
  ].join('\n'),
)
const answer = createDemoArchive(folder)
const index = (query: Record<string, string>): unknown => {
  const search = new URLSearchParams({ url: page, fl: 'timestamp,statuscode,digest', ...query }).toString()
  return JSON.parse(String(answer(`/cdx/search/cdx?${search}`).body))
}
const digest = digestOf('<h1>A</h1>')

describe('createDemoArchive()', () => {
  it('lists what it holds of an address, whatever its scheme, www. and last slash, between two times', () => {
    const header = ['timestamp', 'statuscode', 'digest']
    expect(index({ from: '20200101000000', to: '20200401000000' })).toEqual([
      header,
      ['20200101100000', '200', digest],
      ['20200301100000', '-', digest],
    ])
    expect(index({ to: '20200201', filter: `digest:(${digest})` })).toEqual([header, ['20200101100000', '200', digest]])
    expect(index({ filter: `digest:(${'A'.repeat(32)})` })).toEqual([])
    expect(index({ url: 'http://www.board.example/b' })).toEqual([])
  })

  it('replays the bytes of then, with the time and address of the capture', () => {
    const { status, headers, body } = answer(`/web/20200101100000id_/${page}`)
    expect([status, String(body)]).toEqual([200, '<h1>A</h1>'])
    expect(headers).toMatchObject({ 'content-type': 'text/html', 'memento-datetime': 'Wed, 01 Jan 2020 10:00:00 GMT' })
    expect(headers['link']).toContain(`<${page}>; rel="original"`)
  })

  it('leads to the nearest time that can be replayed, without saying that it is a memento', () => {
    const { status, headers } = answer(`/web/20200501100000id_/${page}`)
    expect(status).toBe(302)
    expect(headers['location']).toBe('http://web.archive.example/web/20200301100000id_/https://board.example/a/')
    expect(headers['memento-datetime']).toBeUndefined()
  })

  it('replays a redirect of the site as one into itself, at the same time', () => {
    const { status, headers } = answer('/web/20200501100000id_/http://www.board.example/old')
    expect(status).toBe(301)
    expect(headers['location']).toBe('http://web.archive.example/web/20200501100000id_/http://www.board.example/new')
  })

  it.each(['/', '/web/', '/web/20200101100000id_/http://', '/web/x/y', '/web/20200101100000id_/http://other.example/'])(
    'says that it has not archived %s',
    (path) => {
      expect(answer(path)).toMatchObject({ status: 404 })
    },
  )

  it('answers 400 to a question about no address', () => {
    expect(answer('/cdx/search/cdx?url=')).toMatchObject({ status: 400 })
  })
})

describe('digestOf()', () => {
  it('is base32 of the SHA-1', () => {
    expect(digestOf('')).toBe('3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ')
  })
})

describe('surtOf()', () => {
  it('turns the host round and drops what makes no difference', () => {
    expect(surtOf('https://www2.Board.example/A/?b=C')).toBe('example,board)/a?b=c')
  })
})
