import { describe, expect, it } from 'vitest'
import { findHolding } from '../../../src/crawl/publishers/holding-page.ts'
import { page } from '../../../src/crawl/publishers/page.ts'
import { readText } from './read-landing.ts'

const text = 'Some words of the site stand here, as on every page of it, and a few more to fill a line.'

describe('findHolding()', () => {
  it.each([
    'Human Verification',
    'Just a moment...',
    'Attention Required! | Cloudflare',
    'Access denied',
    'Request Rejected',
    '404 - File or directory not found.',
    'Page not found',
    'Sorry, we can’t find it: page not found',
    'This page does not exist',
    'Service unavailable',
    'Website under maintenance',
    'Sorry, there is a problem with the service',
    '502 Bad Gateway',
    'Before you continue',
    'Sign in to your account',
  ])('takes %j for a page in the place of the document', (title) => {
    expect(findHolding({ title, heading: '', text })?.reason).toBe('not_the_document')
    expect(findHolding({ title: 'Board', heading: title, text })?.reason).toBe('not_the_document')
  })

  it.each([
    'Missing from home: children not found by night',
    'Service failures and how to learn from them',
    'Cookies and young people online: guidance',
    'Access to services for young people',
    'Security checks at the gate',
    'Children gone missing',
    'Maintenance of lamps',
  ])('takes %j for a document', (title) => {
    expect(findHolding({ title, heading: title, text })).toBeNull()
  })

  it('takes a long page for what it is, whatever it is called', () => {
    expect(findHolding({ title: 'Page not found', heading: '', text: 'word '.repeat(2000) })).toBeNull()
  })

  it('knows what archives and publishers say of what is withheld or removed', () => {
    const archived = 'Sorry. This URL has been excluded from the Wayback Machine.'
    expect(findHolding({ title: 'Internet Archive', heading: '', text: archived })?.reason).toBe('excluded')
    const removed = 'The information on this page has been removed because it was published in error.'
    expect(findHolding({ title: 'Lamps', heading: 'Lamps', text: removed })?.reason).toBe('gone')
  })

  it('takes a page with hardly a word for none', () => {
    expect(findHolding({ title: 'Lamps', heading: 'Lamps', text: 'Loading…' })?.reason).toBe('not_the_document')
  })
})

describe('readPage()', () => {
  it('follows no page that sends the reader on, but says where to', () => {
    const body = '<html><head><meta http-equiv="Refresh" content="0; url=/new/lamps"></head><body>Moved</body></html>'
    expect(readText(page, body, 'https://board.example/lamps')).toMatchObject({
      ok: false,
      reason: 'replaced',
      movedTo: 'https://board.example/new/lamps',
    })
  })
})
