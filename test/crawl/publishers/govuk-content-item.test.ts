import { describe, expect, it } from 'vitest'
import { govuk } from '../../../src/crawl/publishers/govuk.ts'
import type { GovukItem } from '../../servers/govuk-site.ts'
import { landingOf, readText } from './read-landing.ts'

const publication: GovukItem = {
  base_path: '/government/publications/lantern-guidance',
  schema_name: 'publication',
  document_type: 'statutory_guidance',
  title: 'Lantern guidance',
  first_published_at: '2016-03-01T09:30:00.000+00:00',
  public_updated_at: '2020-06-17T08:30:00.000+00:00',
  updated_at: '2026-10-30T10:00:00.000Z',
}

function read(item: Partial<GovukItem> | string) {
  const body = typeof item === 'string' ? item : JSON.stringify({ ...publication, ...item })
  return readText(govuk, body, 'https://www.gov.uk/api/content/x', 'application/json')
}

describe('readContentItem()', () => {
  it('gives title, dates and history, newest first, in the days of the United Kingdom', () => {
    const change_history = [
      { public_timestamp: '2016-03-01T09:30:00.000+00:00', note: 'First published.' },
      { public_timestamp: '2020-06-17T23:30:00.000+01:00', note: 'Added  the\n2020 edition.' },
    ]
    expect(landingOf(read({ details: { change_history } }))).toMatchObject({
      title: 'Lantern guidance',
      published: '2016-03-01',
      updated: '2020-06-17',
      withdrawn: null,
      history: [
        { date: '2020-06-17', note: 'Added the 2020 edition.' },
        { date: '2016-03-01', note: 'First published.' },
      ],
      isDocument: false,
    })
  })

  it('never takes updated_at for a date of the document', () => {
    const landing = landingOf(read('{"schema_name":"publication","updated_at":"2026-10-30T10:00:00Z"}'))
    expect([landing.published, landing.updated]).toEqual([null, null])
  })

  it('mends dates that a migration spoiled by the history', () => {
    const change_history = [{ public_timestamp: '2013-05-23T00:00:00.000+01:00', note: 'First published.' }]
    const landing = landingOf(
      read({
        first_published_at: '2016-02-29T09:24:10.000+00:00',
        public_updated_at: '2013-05-22T23:00:00.000+00:00',
        details: { change_history },
      }),
    )
    expect([landing.published, landing.updated]).toEqual(['2013-05-23', '2013-05-23'])
  })

  it('gives the attachments, pages made absolute, with media type and language', () => {
    const attachments = [
      {
        attachment_type: 'file',
        title: 'Lantern guidance ',
        url: 'https://assets.publishing.service.gov.uk/media/5eea0000aaaaaaaaaaaaaaaa/Lantern.pdf',
        content_type: 'application/pdf',
        locale: 'en',
      },
      { attachment_type: 'html', title: 'Lantern', url: '/government/publications/lantern-guidance/lantern' },
      { attachment_type: 'external', title: 'Elsewhere', url: 'https://example.org/a.docx' },
      { attachment_type: 'file', title: 'Broken', url: 7 },
    ] as const
    expect(landingOf(read({ details: { attachments: attachments as never } })).attachments).toEqual([
      {
        url: 'https://assets.publishing.service.gov.uk/media/5eea0000aaaaaaaaaaaaaaaa/Lantern.pdf',
        title: 'Lantern guidance',
        kind: 'file',
        mediaType: 'application/pdf',
        locale: 'en',
      },
      {
        url: 'https://www.gov.uk/government/publications/lantern-guidance/lantern',
        title: 'Lantern',
        kind: 'html',
        mediaType: null,
        locale: null,
      },
      {
        url: 'https://example.org/a.docx',
        title: 'Elsewhere',
        kind: 'external',
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        locale: null,
      },
    ])
  })

  it('reads the rendered attachments of older items, and their HTML publications from the links', () => {
    const documents = [
      `<section class="attachment embedded"><div class="attachment-thumb"><a aria-hidden="true" class="thumbnail"
        href="/government/uploads/system/uploads/attachment_data/file/123456/lantern.pdf"><img alt=""></a></div>
        <div class="attachment-details"><h2 class="title"><a href="/government/uploads/system/uploads/attachment_data/file/123456/lantern.pdf">Lantern
        for all</a></h2><p class="metadata"><span class="type">PDF</span></p>
        <p>Ask <a href="mailto:lamp@example.org">for another format</a></p></div></section>`,
    ]
    const children = [
      {
        base_path: '/government/publications/lantern-guidance/page',
        title: 'As a page',
        document_type: 'html_publication',
      },
    ]
    const landing = landingOf(read({ details: { documents }, links: { children } }))
    expect(landing.attachments.map(({ kind, title, url }) => [kind, title, url])).toEqual([
      [
        'file',
        'Lantern for all',
        'https://www.gov.uk/government/uploads/system/uploads/attachment_data/file/123456/lantern.pdf',
      ],
      ['html', 'As a page', 'https://www.gov.uk/government/publications/lantern-guidance/page'],
    ])
  })

  it('says when it was withdrawn', () => {
    const notice = { explanation: '<p>Old</p>', withdrawn_at: '2021-05-04T23:05:30Z' }
    expect(landingOf(read({ withdrawn_notice: notice })).withdrawn).toBe('2021-05-05')
    expect(landingOf(read({ withdrawn_notice: {} })).withdrawn).toBeNull()
  })

  it.each(['html_publication', 'detailed_guide', 'manual_section', 'guide'])(
    'takes a %s for the document itself',
    (kind) => {
      const details = { body: `<p>${'All that is to be said of lanterns. '.repeat(60)}</p>` }
      expect(landingOf(read({ schema_name: kind, document_type: kind, details })).isDocument).toBe(true)
    },
  )

  it('takes a guide that only introduces its files for a landing page', () => {
    const attachments = [
      {
        attachment_type: 'file' as const,
        title: 'Text',
        url: 'https://assets.publishing.service.gov.uk/media/x/y.pdf',
      },
    ]
    const details = { body: '<p>See the file.</p>', attachments }
    const landing = landingOf(read({ schema_name: 'detailed_guide', document_type: 'detailed_guide', details }))
    expect(landing).toMatchObject({ isDocument: false, attachments: [{ title: 'Text' }] })
  })

  it('spreads a guide of several parts over their pages, the first at its own address', () => {
    const parts = [
      { title: 'Overview', slug: 'overview', body: '<p>One</p>' },
      { title: 'How to light it', slug: 'how-to', body: '<p>Two</p>' },
    ]
    const landing = landingOf(
      read({ base_path: '/light-a-lantern', schema_name: 'guide', document_type: 'guide', details: { parts } }),
    )
    expect(landing.isDocument).toBe(false)
    expect(landing.attachments.map(({ kind, title, url }) => [kind, title, url])).toEqual([
      ['section', 'Overview', 'https://www.gov.uk/light-a-lantern'],
      ['section', 'How to light it', 'https://www.gov.uk/light-a-lantern/how-to'],
    ])
  })

  it('spreads a manual over its sections and reads its notes', () => {
    const details = {
      child_section_groups: [
        { title: 'Contents', child_sections: [{ title: 'One', base_path: '/guidance/lamps/one' }] },
        { title: 'More', child_sections: [{ title: 'Two', base_path: '/guidance/lamps/two' }, { title: 'No path' }] },
      ],
      change_notes: [
        {
          base_path: '/guidance/lamps/two',
          title: 'Two',
          change_note: 'Rewritten.',
          published_at: '2022-10-03T10:00:00Z',
        },
      ],
    }
    const landing = landingOf(
      read({ schema_name: 'manual', document_type: 'manual', details, base_path: '/guidance/lamps' }),
    )
    expect(landing.attachments.map(({ kind, url }) => [kind, url])).toEqual([
      ['section', 'https://www.gov.uk/guidance/lamps/one'],
      ['section', 'https://www.gov.uk/guidance/lamps/two'],
    ])
    expect(landing).toMatchObject({ updated: '2022-10-03', history: [{ date: '2022-10-03', note: 'Two: Rewritten.' }] })
  })

  it('gives no attachments for a collection: its members are documents of their own', () => {
    const details = { collection_groups: [{ title: 'All', documents: ['5e5d'] }] }
    const links = { documents: [{ base_path: '/government/publications/a', title: 'A', content_id: '5e5d' }] }
    const item = { schema_name: 'document_collection', document_type: 'document_collection', details, links }
    expect(landingOf(read(item))).toMatchObject({ attachments: [], isDocument: false })
  })

  it.each([
    ['/government/publications/new-lantern', 'https://www.gov.uk/government/publications/new-lantern'],
    ['', null],
  ])('says that it is gone, and where to (%j)', (alternative_path, movedTo) => {
    const details = { explanation: '<div class="govspeak"><p>Put out</p></div>', alternative_path }
    const item = { schema_name: 'gone', document_type: 'gone', title: null, details }
    expect(read(item)).toEqual({ ok: false, reason: 'gone', detail: 'Put out', movedTo })
  })

  it('says where a redirect leads', () => {
    const redirects = [
      { path: '/other', type: 'exact', destination: '/wrong' },
      { path: publication.base_path, type: 'exact', destination: '/government/publications/beacon-guidance' },
    ]
    expect(read({ schema_name: 'redirect', document_type: 'redirect', title: null, redirects })).toMatchObject({
      ok: false,
      reason: 'replaced',
      movedTo: 'https://www.gov.uk/government/publications/beacon-guidance',
    })
  })

  it.each(['', '[]', '{}', 'null', '{"title":"x"}', '{"document_type":', '<html></html>', '7'])(
    'does not take %j for an item',
    (text) => {
      expect(read(text)).toMatchObject({ ok: false, reason: 'not_the_document' })
    },
  )

  it('reads an item whose every field is of a wrong kind as an empty one', () => {
    const odd =
      '{"document_type":"guidance","title":[],"details":{"attachments":{"a":1},"change_history":[1,null],"parts":"x"},"links":7}'
    expect(landingOf(read(odd))).toMatchObject({ title: null, published: null, history: [], attachments: [] })
    expect(read('{"document_type":"guidance","details":[]}').ok).toBeTypeOf('boolean')
  })
})

describe('govuk', () => {
  it('asks the Content API first and then the page, without a slash at the end', () => {
    expect(govuk.liveAddresses(new URL('http://www.gov.uk/government/publications/lantern-guidance/?a=b#c'))).toEqual([
      'https://www.gov.uk/api/content/government/publications/lantern-guidance',
      'https://www.gov.uk/government/publications/lantern-guidance',
    ])
  })

  it('recognises its own host, and neither the assets host nor others', () => {
    const hosts = [
      'www.gov.uk',
      'gov.uk',
      'assets.publishing.service.gov.uk',
      'www.health-ni.gov.uk',
      'gov.uk.example.org',
    ]
    expect(hosts.filter((host) => govuk.recognises(new URL(`https://${host}/a`)))).toEqual(['www.gov.uk', 'gov.uk'])
  })
})
