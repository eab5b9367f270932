import { describe, expect, it } from 'vitest'
import { govuk } from '../../../src/crawl/publishers/govuk.ts'
import { drawGonePage, drawGovukPage } from '../../servers/govuk-page.ts'
import { landingOf, readText } from './read-landing.ts'

const address = 'https://www.gov.uk/government/publications/lantern-guidance'
const upload = '/government/uploads/system/uploads/attachment_data/file'
const read = (body: string, url = address) => readText(govuk, `<html><body>${body}</body></html>`, url)

const item = {
  base_path: '/government/publications/lantern-guidance',
  schema_name: 'publication',
  document_type: 'statutory_guidance',
  title: 'Lantern guidance',
  first_published_at: '2016-03-01T09:30:00.000+00:00',
  public_updated_at: '2020-06-17T08:30:00.000+00:00',
  details: {
    body: '<p>For all who carry lanterns. See <a href="https://assets.publishing.service.gov.uk/media/5e00/other.pdf">another</a>.</p>',
    attachments: [
      {
        attachment_type: 'file' as const,
        title: 'Lantern guidance',
        url: 'https://assets.publishing.service.gov.uk/media/5eea0000aaaaaaaaaaaaaaaa/lantern.pdf',
        content_type: 'application/pdf',
      },
      { attachment_type: 'html' as const, title: 'Lantern', url: '/government/publications/lantern-guidance/lantern' },
    ],
    change_history: [
      { public_timestamp: '2020-06-17T09:30:00.000+01:00', note: 'Added the 2020 edition.' },
      { public_timestamp: '2016-03-01T09:30:00.000+00:00', note: 'First published.' },
    ],
  },
}

describe('readGovukPage()', () => {
  it('reads from the page of today what the Content API says', () => {
    const fromPage = landingOf(readText(govuk, drawGovukPage(item), address))
    const fromItem = landingOf(readText(govuk, JSON.stringify(item), address, 'application/json'))
    expect({ ...fromPage, attachments: fromPage.attachments.map(({ url, kind }) => ({ url, kind })) }).toEqual({
      ...fromItem,
      attachments: fromItem.attachments.map(({ url, kind }) => ({ url, kind })),
    })
  })

  it('reads the layout of 2015 to 2018: metadata, embedded attachments, full page history', () => {
    const landing = landingOf(
      read(`<main class="publication" id="content"><div class="govuk-breadcrumbs"><a href="#content">Lantern</a></div>
        <div class="govuk-title"><p class="context">Statutory guidance</p><h1> Lantern
        guidance </h1></div><dl><dt>First published:</dt><dd>26 March 2015</dd><dt>Last updated:</dt><dd>5 September 2016, see all</dd></dl>
        <h1 class="section-title">Documents</h1><section class="attachment embedded"><div class="attachment-thumb">
        <a aria-hidden="true" class="thumbnail" href="${upload}/550511/L.pdf"><img alt=""></a></div><div class="attachment-details">
        <h2 class="title"><a href="${upload}/550511/L.pdf">Lantern guidance</a></h2></div></section>
        <div class="history-information" id="history"><p>Published: <span class="published definition">26 March 2015</span></p>
        <p>Updated: <span class="updated definition">5 September 2016</span></p><div id="full-history"><ol>
        <li><time class="timestamp" datetime="2016-09-05T16:48:46.000+01:00">5 September 2016</time> Updated part 1.</li>
        <li><time class="timestamp" datetime="2015-03-26T12:17:00.000+00:00">26 March 2015</time> First published.</li>
        </ol></div></div></main>`),
    )
    expect(landing).toEqual({
      title: 'Lantern guidance',
      published: '2015-03-26',
      updated: '2016-09-05',
      withdrawn: null,
      history: [
        { date: '2016-09-05', note: 'Updated part 1.' },
        { date: '2015-03-26', note: 'First published.' },
      ],
      attachments: [
        {
          url: `https://www.gov.uk${upload}/550511/L.pdf`,
          title: 'Lantern guidance',
          kind: 'file',
          mediaType: 'application/pdf',
          locale: null,
        },
      ],
      isDocument: false,
    })
  })

  it('reads a publication without a component by its plain links to uploads', () => {
    const landing = landingOf(
      read(`<div id="content" class="publication"><h1>Lantern guidance</h1><p>Published 3 May 2013 by the lamp office</p>
        <p><a href="${upload}/1234/lantern.doc">Lantern guidance (Word)</a>, or <a href="/government/organisations/x">ask</a></p></div>`),
    )
    expect(landing.published).toBe('2013-05-03')
    expect(landing.attachments.map(({ title, kind }) => [title, kind])).toEqual([['Lantern guidance', 'file']])
  })

  it('says when it was withdrawn, in both layouts', () => {
    const old =
      '<div class="withdrawal-notice"><h2>This was withdrawn on <time datetime="2016-08-23T08:33:57Z">23 August 2016</time></h2></div>'
    const plain = '<p>This publication was withdrawn on 23 August 2016.</p>'
    for (const notice of [old, plain]) {
      const landing = landingOf(
        read(`<main id="content" class="publication"><h1>Lantern</h1>${notice}<p>Published 1 May 2014</p></main>`),
      )
      expect([landing.withdrawn, landing.published]).toEqual(['2016-08-23', '2014-05-01'])
    }
  })

  it('takes a detailed guide and an HTML publication for the document, a collection never', () => {
    const text = `<div class="govspeak">${'<p>All that is to be said of lanterns and lamps.</p>'.repeat(60)}</div>`
    const guide = read(`<main class="detailed-guide"><h1>Lamps</h1>${text}</main>`, 'https://www.gov.uk/guidance/lamps')
    const html = read(
      `<main><h1>Lamps</h1><div id="contents"><p>${'Short. '.repeat(20)}</p></div></main>`,
      `${address}/lamps`,
    )
    const collection = read(
      `<main class="document-collection"><h1>Lamps</h1>${text}</main>`,
      'https://www.gov.uk/government/collections/lamps',
    )
    expect([guide, html, collection].map((reading) => landingOf(reading).isDocument)).toEqual([true, true, false])
  })

  it('spreads a manual over the sections that its page lists', () => {
    const landing = landingOf(
      read(
        `<main id="content" class="manual"><h1>Lamps</h1><ol><li><a href="/guidance/lamps/one">One</a></li>
        <li><a href="/guidance/lamps/two">Two</a></li></ol><a href="/guidance/lamps/updates">see all updates</a>
        <a href="/guidance/other">Other</a><p>Published 5 May 2019, with many a word for those who look after lamps.</p></main>`,
        'https://www.gov.uk/guidance/lamps',
      ),
    )
    expect(landing.attachments.map(({ kind, title }) => [kind, title])).toEqual([
      ['section', 'One'],
      ['section', 'Two'],
    ])
  })

  it('spreads a guide over its parts, the first being the page itself', () => {
    const landing = landingOf(
      read(
        `<main class="guide"><h1>Light a lantern</h1><nav><a href="/light-a-lantern/how-to">How to</a>
        <a href="/light-a-lantern/print">Print</a></nav><p>${'Light it with care and patience. '.repeat(5)}</p></main>`,
        'https://www.gov.uk/light-a-lantern',
      ),
    )
    expect(landing.attachments.map(({ url }) => url)).toEqual([
      'https://www.gov.uk/light-a-lantern',
      'https://www.gov.uk/light-a-lantern/how-to',
    ])
  })

  it('says that an unpublished page is gone, and where to', () => {
    const gone = { ...item, schema_name: 'gone', details: { alternative_path: '/government/publications/beacon' } }
    expect(readText(govuk, drawGonePage(gone), address)).toMatchObject({
      ok: false,
      reason: 'gone',
      movedTo: 'https://www.gov.uk/government/publications/beacon',
    })
  })
})
