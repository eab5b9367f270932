import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressKey, matchQuery, newCandidates, type Candidate } from '../../../src/crawl/discover/candidate.ts'
import { readListing } from '../../../src/crawl/discover/read-listing.ts'
import { readSitemap, sitemapCandidates } from '../../../src/crawl/discover/read-sitemap.ts'
import { drawListing, drawSitemap, drawSitemapIndex } from '../../servers/serve-page.ts'

const host = 'https://board.example'
const read = (text: string) => readSitemap(Buffer.from(text), `${host}/sitemap.xml`)

describe('addressKey()', () => {
  it.each([
    ['http://www.gov.uk/a/', 'https://gov.uk/a'],
    ['https://a.example/b?utm_source=x&c=1#top', 'https://a.example/b?c=1'],
    ['https://a.example/b?d=2&c=1', 'https://a.example/b?c=1&d=2'],
    ['https://a.example', 'https://a.example/'],
  ])('takes %s and %s for one', (one, other) => {
    expect(addressKey(one)).toBe(addressKey(other))
  })

  it.each([
    ['https://a.example/b', 'https://a.example/c'],
    ['https://a.example/b', 'https://b.example/b'],
    ['https://a.example/b?c=1', 'https://a.example/b?c=2'],
  ])('tells %s and %s apart', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other))
  })
})

describe('matchQuery()', () => {
  const queries = ['lamp guidance', '"carrying the lamp" schools']

  it.each([
    ['Guidance for every LAMP', 'lamp guidance'],
    ['Carrying the lamp in schools', '"carrying the lamp" schools'],
    ['Carrying a lamp in schools', '"carrying the lamp" schools'],
    ['Schools and the carrying of a lamp', '"carrying the lamp" schools'],
    ['Guidance on lampshades', null],
    ['The lamp in schools', null],
    ['', null],
  ])('finds in %j the query %j', (text, query) => {
    expect(matchQuery(text, queries)).toBe(query)
  })

  it('finds nothing by a query without words', () => {
    expect(matchQuery('Guidance', ['', ' "" ', '…'])).toBeNull()
  })
})

describe('newCandidates()', () => {
  const candidate = (url: string): Candidate => ({ url, title: '', source: 'search', why: '', publicTimestamp: null })

  it('leaves out what is known and what came before', () => {
    const urls = ['https://a.example/1', 'http://www.a.example/1/', 'https://a.example/2', 'https://a.example/3']
    const left = newCandidates(urls.map(candidate), ['https://www.a.example/2'])
    expect(left.map(({ url }) => url)).toEqual(['https://a.example/1', 'https://a.example/3'])
  })
})

describe('readSitemap()', () => {
  const page = { url: `${host}/a?b=1&amp;c=2`, modified: '2022-07-01T23:30:00+00:00' }

  it('reads pages with their dates, and indexes', () => {
    expect(read(drawSitemap([page, { url: `${host}/b` }]))).toEqual({
      ok: true,
      pages: [
        { url: `${host}/a?b=1&c=2`, lastModified: '2022-07-02' },
        { url: `${host}/b`, lastModified: null },
      ],
      sitemaps: [],
      cut: false,
    })
    expect(read(drawSitemapIndex([`${host}/1.xml`, '/2.xml.gz']))).toMatchObject({
      pages: [],
      sitemaps: [`${host}/1.xml`, `${host}/2.xml.gz`],
    })
  })

  it('reads what is packed, and a plain list', () => {
    const packed = readSitemap(gzipSync(drawSitemap([page])), `${host}/s.xml.gz`)
    expect(packed).toMatchObject({ pages: [{ url: `${host}/a?b=1&c=2` }] })
    expect(read(`\u{feff}${host}/a\r\n\r\n${host}/b\nnot one\n`)).toMatchObject({
      pages: [{ url: `${host}/a` }, { url: `${host}/b` }],
    })
  })

  it('passes over images, comments, unknown entities and addresses of other kinds', () => {
    const xml = `<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset xmlns:image="i"><!-- <url><loc>${host}/no</loc></url> -->
      <url><image:image><image:loc>${host}/a.jpg</image:loc></image:image><loc><![CDATA[${host}/a]]></loc></url>
      <url><loc>javascript:alert(1)</loc></url><url><loc>${host}/&x;</loc></url></urlset>`
    expect(read(xml)).toMatchObject({ pages: [{ url: `${host}/a` }, { url: `${host}/&x;` }] })
  })

  it('reads a file that ends early as far as it goes', () => {
    const xml = drawSitemap([{ url: `${host}/a` }, { url: `${host}/b` }])
    expect(read(xml.slice(0, xml.indexOf('/b</loc>')))).toMatchObject({ ok: true, pages: [{ url: `${host}/a` }] })
  })

  it('stops at the 50,000 pages that the protocol allows', () => {
    const xml = drawSitemap(Array.from({ length: 50_001 }, (_, number) => ({ url: `${host}/${number}` })))
    const reading = read(xml)
    expect(reading.ok && [reading.pages.length, reading.cut]).toEqual([50_000, true])
  })

  it.each([
    ['a page', '<!DOCTYPE html><html><title>Not found</title><url><loc>https://a.example/</loc></url></html>'],
    ['words', 'Not found'],
    ['a damaged package', '\u{1f}\u{8b}damaged'],
  ])('refuses %s', (_, text) => {
    expect(readSitemap(Buffer.from(text, 'latin1'), `${host}/s`)).toMatchObject({ ok: false })
  })

  it('refuses a package that unpacks to more than the protocol allows', () => {
    expect(readSitemap(gzipSync(Buffer.alloc(51 * 1024 * 1024)), `${host}/s`)).toMatchObject({ ok: false })
  })

  it('gives only addresses of the web and at most the limit, whatever it is given', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '<urlset>',
        '<url>',
        '</url>',
        '<loc>',
        '</loc>',
        'http://a.example/',
        '<![CDATA[',
        ']]>',
        '<!--',
        '<',
        '>',
        '&#x0;',
        '<a b="',
        '/>',
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const reading = read(`<urlset>${parts.join('')}`)
        expect(reading.ok && reading.pages.every(({ url }) => /^https?:/.test(url))).toBe(true)
      }),
    )
  })
})

describe('sitemapCandidates()', () => {
  it('gives the pages whose addresses have the words of a query', () => {
    const pages = [
      { url: `${host}/guidance/carrying-the-lamp`, lastModified: '2022-07-01' },
      { url: `${host}/news`, lastModified: null },
    ]
    expect(sitemapCandidates(pages, { queries: ['lamp'], sitemap: `${host}/sitemap.xml` })).toEqual([
      {
        url: `${host}/guidance/carrying-the-lamp`,
        title: '',
        source: 'sitemap',
        why: `in ${host}/sitemap.xml, for “lamp”`,
        publicTimestamp: '2022-07-01',
      },
    ])
  })
})

describe('readListing()', () => {
  const url = `${host}/publications`

  it('gives links of the list that meet a query, with the dates beside them, and the next page', () => {
    const body = drawListing(
      [
        { href: '/guidance/lamp', title: 'Lamp guidance', date: '3 March 2020' },
        { href: '/guidance/bells', title: 'Bell guidance', date: '4 March 2020' },
        { href: '/files/lamp.pdf', title: 'The lamp in use' },
        { href: 'https://elsewhere.example/lamp', title: 'Lamp elsewhere' },
      ],
      '/publications?page=2',
    )
    expect(readListing(Buffer.from(body), { url, queries: ['lamp'] })).toEqual({
      ok: true,
      candidates: [
        {
          url: `${host}/guidance/lamp`,
          title: 'Lamp guidance',
          source: 'listing',
          why: `page listed on ${url}, for “lamp”`,
          publicTimestamp: '2020-03-03',
        },
        {
          url: `${host}/files/lamp.pdf`,
          title: 'The lamp in use',
          source: 'listing',
          why: `file listed on ${url}, for “lamp”`,
          publicTimestamp: null,
        },
      ],
      next: `${host}/publications?page=2`,
    })
  })

  it('says why a page is no listing', () => {
    const body =
      '<html><title>Just a moment...</title><body>Checking your browser before you go on to the site.</body></html>'
    expect(readListing(Buffer.from(body), { url, queries: ['lamp'] })).toMatchObject({
      ok: false,
      reason: 'not_the_document',
    })
  })
})
