import { describe, expect, it } from 'vitest'
import { publisherOf, publishers } from '../../../src/crawl/publishers/index.ts'
import { drawPlainPage } from '../../servers/serve-page.ts'
import { landingOf, readText } from './read-landing.ts'

const words = 'The lamp is carried by the one who walks ahead and sees the way. '

function read(url: string, body: string) {
  return landingOf(readText(publisherOf(new URL(url)), `<!DOCTYPE html><html><body>${body}</body></html>`, url))
}

describe('publishers', () => {
  it('have names of their own, and the last recognises every address', () => {
    expect(new Set(publishers.map(({ id }) => id)).size).toBe(publishers.length)
    expect(publishers.at(-1)?.recognises(new URL('http://anything.example/'))).toBe(true)
  })

  it.each([
    ['https://www.gov.uk/government/publications/a', 'govuk'],
    ['https://www.gov.scot/publications/a/', 'gov-scot'],
    ['https://www.gov.wales/a', 'gov-wales'],
    ['https://llyw.cymru/a', 'gov-wales'],
    ['https://www.health-ni.gov.uk/publications/a', 'ni'],
    ['https://www.justice-ni.gov.uk/publications/a', 'ni'],
    ['https://www.nice.org.uk/guidance/ng1', 'nice'],
    ['https://hwb.gov.wales/a', 'page'],
    ['https://www.england.nhs.uk/publication/a/', 'page'],
    ['https://evil.example/www.gov.uk/', 'page'],
  ])('%s is of %s', (url, id) => {
    expect(publisherOf(new URL(url)).id).toBe(id)
  })
})

describe('publisherOf() of an address and an id', () => {
  it('takes the one that is named; the address decides where none is, or none that there is', () => {
    const url = new URL('http://www.ministry.example/government/publications/a')
    expect(publisherOf(url, 'govuk').id).toBe('govuk')
    expect(publisherOf(url, null).id).toBe('page')
    expect(publisherOf(url, 'unheard-of').id).toBe('page')
  })
})

describe('govScot', () => {
  it('asks for the address with a slash at its end, but not after a file', () => {
    const { liveAddresses } = publisherOf(new URL('https://www.gov.scot/'))
    expect(liveAddresses(new URL('http://www.gov.scot/publications/lamps'))).toEqual([
      'https://www.gov.scot/publications/lamps/',
    ])
    expect(liveAddresses(new URL('https://www.gov.scot/binaries/lamps.pdf'))).toEqual([
      'https://www.gov.scot/binaries/lamps.pdf',
    ])
  })

  it('reads dates, history and files of a publication', () => {
    const file =
      '/binaries/content/documents/govscot/publications/advice/2021/09/lamps/documents/a/a/govscot%3Adocument/A.pdf'
    const landing = read(
      'https://www.gov.scot/publications/lamps/',
      `<main><h1 class="ds_page-header__title">National lamps</h1><span id="sg-meta__publication-date">2 September 2021</span>
      <div class="ds_file-download"><a class="ds_file-download__title" href="${file}?forceDownload=true">National lamps</a></div>
      <div id="full-history"><ol><li><time datetime="2023-08-31">31 August 2023</time><p class="gov_history-list__content">Replaced.</p></li>
      </ol></div></main>`,
    )
    expect(landing).toMatchObject({
      title: 'National lamps',
      published: '2021-09-02',
      updated: '2023-08-31',
      history: [{ date: '2023-08-31', note: 'Replaced.' }],
      attachments: [{ kind: 'file', title: 'National lamps', mediaType: 'application/pdf' }],
      isDocument: false,
    })
  })

  it('spreads a publication of several pages over them, and takes one of a single page for the document', () => {
    const links = [1, 2].map(
      (page) => `<a class="js-publication-navigation" href="/publications/lamps/pages/${page}/">Page ${page}</a>`,
    )
    const several = read(
      'https://www.gov.scot/publications/lamps/',
      `<main><h1>Lamps</h1><nav class="ds_side-navigation">${links.join('')}</nav><div class="publication-content">${words.repeat(40)}</div></main>`,
    )
    expect(several.attachments.map(({ kind, url }) => [kind, url])).toEqual([
      ['section', 'https://www.gov.scot/publications/lamps/pages/1/'],
      ['section', 'https://www.gov.scot/publications/lamps/pages/2/'],
    ])
    const one = read(
      'https://www.gov.scot/publications/lamps/',
      `<main><h1>Lamps</h1><div class="publication-body">${words.repeat(40)}</div></main>`,
    )
    expect([several.isDocument, one.isDocument]).toEqual([false, true])
  })
})

describe('govWales', () => {
  it('reads its labels, and titles without what it says of the files', () => {
    const landing = read(
      'https://www.gov.wales/lamps',
      `<main><h1>Keeping lamps lit</h1><div><span>First published:</span> <span>12 March 2020</span></div>
      <div>Last updated: <span>1 July 2022</span></div><h2>Documents</h2>
      <a href="/sites/default/files/publications/2022-07/lamps.pdf">Keeping lamps lit , file type: PDF, file size: 1 MB</a>
      <a hreflang="cy" href="https://www.llyw.cymru/lampau.pdf">Cadw lampau</a></main>`,
    )
    expect(landing).toMatchObject({ title: 'Keeping lamps lit', published: '2020-03-12', updated: '2022-07-01' })
    expect(landing.attachments.map(({ title, locale }) => [title, locale])).toEqual([
      ['Keeping lamps lit', null],
      ['Cadw lampau', 'cy'],
    ])
  })
})

describe('ni', () => {
  it('reads the date under its own name', () => {
    const landing = read(
      'https://www.health-ni.gov.uk/publications/lamps',
      `<main><h1>Carrying lamps together</h1><p>Date published: 29 August 2017</p><p>Last updated: 2 May 2024</p>
      <a href="/sites/default/files/publications/health/lamps.pdf">Carrying lamps together</a></main>`,
    )
    expect(landing).toMatchObject({ published: '2017-08-29', updated: '2024-05-02', attachments: [{ kind: 'file' }] })
  })
})

describe('nice', () => {
  it('gives the file, though its address has no ending, and the chapters', () => {
    const landing = read(
      'https://www.nice.org.uk/guidance/ng999',
      `<main><h1>Lamps: lighting</h1><p>NICE guideline [NG999] Published: 07 September 2022</p>
      <a href="/guidance/ng999/resources/lamps-pdf-123456">Download guidance (PDF)</a>
      <a href="/guidance/ng999/chapter/Overview">Overview</a><a href="/guidance/ng999/chapter/Recommendations">Recommendations</a></main>`,
    )
    expect(landing.published).toBe('2022-09-07')
    expect(landing.attachments.map(({ kind, url }) => [kind, url.split('/').at(-1)])).toEqual([
      ['file', 'lamps-pdf-123456'],
      ['section', 'Overview'],
      ['section', 'Recommendations'],
    ])
  })
})

describe('page', () => {
  const url = 'https://board.example/guidance/lamps'

  it('gives the files of the main part, with dates from there', () => {
    const body = drawPlainPage({
      title: 'Lamps and how to carry them',
      published: '3 March 2020',
      updated: '1 July 2022',
      files: [
        { title: 'Lamps (PDF, 1.2MB)', href: 'lamps.pdf' },
        { title: 'Download', href: '/files/annex_a.docx' },
        { title: 'Contact', href: '/contact' },
      ],
    })
    const landing = landingOf(readText(publisherOf(new URL(url)), body, url))
    expect(landing).toMatchObject({
      title: 'Lamps and how to carry them',
      published: '2020-03-03',
      updated: '2022-07-01',
    })
    expect(landing.attachments.map(({ url: address, title }) => [address, title])).toEqual([
      ['https://board.example/guidance/lamps.pdf', 'Lamps'],
      ['https://board.example/files/annex_a.docx', 'annex a.docx'],
    ])
  })

  it('is the document where it has text and no files', () => {
    const long = read(url, `<main><h1>Lamps</h1><p>Published on 3 March 2020</p>${words.repeat(30)}</main>`)
    const short = read(url, `<main><h1>Lamps</h1><p>${words}</p></main>`)
    expect([long.isDocument, short.isDocument]).toEqual([true, false])
  })

  it('reads dates from the head and from marked elements', () => {
    const head = `<html><head><meta property="article:published_time" content="2020-03-03T10:00:00+00:00"></head>
      <body><main><h1>Lamps</h1><time itemprop="dateModified" datetime="2021-04-04">spring</time> ${words}</main></body></html>`
    expect(landingOf(readText(publisherOf(new URL(url)), head, url))).toMatchObject({
      published: '2020-03-03',
      updated: '2021-04-04',
    })
  })

  it('takes a month for the last day of an update, never for a day of publication', () => {
    const landing = read(
      url,
      `<main><h1>Lamps</h1><p>Published: March 2020. Last updated: February 2021</p>${words}</main>`,
    )
    expect([landing.published, landing.updated]).toEqual([null, '2021-02-28'])
  })

  it('takes no date from the middle of a sentence', () => {
    const landing = read(
      url,
      `<main><h1>Lamps</h1><p>A report published by others in the spring, 3 March 2020, says so.</p>${words}</main>`,
    )
    expect(landing.published).toBeNull()
  })

  it('is the document where a file stands in its place', () => {
    expect(landingOf(readText(publisherOf(new URL(url)), '%PDF-1.7\n…', url, 'application/pdf'))).toMatchObject({
      title: null,
      attachments: [],
      isDocument: true,
    })
  })

  it('starts links from the base that a page declares', () => {
    const body = `<html><head><base href="https://files.board.example/x/"></head><body><main><h1>L</h1>${words}<a href="a.pdf">A</a></main></body></html>`
    expect(landingOf(readText(publisherOf(new URL(url)), body, url)).attachments[0]?.url).toBe(
      'https://files.board.example/x/a.pdf',
    )
  })

  it('passes over addresses that are none of the web', () => {
    const hrefs = [
      'javascript:alert(1)',
      'mailto:a@b.pdf',
      'data:application/pdf,x.pdf',
      'http://[',
      '#a.pdf',
      'ftp://a.example/a.pdf',
    ]
    const links = hrefs.map((href) => `<a href="${href}">x</a>`).join('')
    expect(read(url, `<main><h1>Lamps</h1>${words}${links}</main>`).attachments).toEqual([])
  })

  it('decodes windows-1252 where a page is not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('<html><body><main><h1>Caf'),
      Buffer.from([0xe9]),
      Buffer.from(`</h1>${words}</main>`),
    ])
    const reading = publisherOf(new URL(url)).readLanding(bytes, { url, mediaType: 'text/html' })
    expect(landingOf(reading).title).toBe('Café')
  })

  it.each([
    ['200,000 levels', '<div>'.repeat(200_000)],
    ['a row of open links', '<a href="a.pdf"><b>'.repeat(2000)],
    ['elements that end nowhere', '</div></i><b x=1><i y=2><p>'.repeat(50_000)],
    [
      'formats that a parser opens again and again',
      Array.from({ length: 50_000 }, (_, at) => `<div><b id=${at}></div>x`).join(''),
    ],
    ['lists that never end', '<ul><li>'.repeat(400) + '<li>'.repeat(20_000)],
  ])('survives %s', (_, body) => {
    const reading = readText(publisherOf(new URL(url)), `<main><h1>Lamps</h1>${words}${body}`, url)
    expect(reading.ok || reading.reason === 'not_the_document').toBe(true)
  })

  it('refuses a page larger than any landing page', () => {
    const reading = publisherOf(new URL(url)).readLanding(Buffer.alloc(9_000_000, 'a'), { url, mediaType: 'text/html' })
    expect(reading).toMatchObject({ ok: false, reason: 'too_large' })
  })
})
