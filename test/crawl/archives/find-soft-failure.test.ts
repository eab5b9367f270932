import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSoftFailure } from '../../../src/crawl/archives/find-soft-failure.ts'

const page = (title: string, body: string) => `<html><head><title>${title}</title></head><body>${body}</body></html>`
const long = '<p>Practitioners should work together to keep children safe from harm outside the home.</p>'.repeat(30)

describe('findSoftFailure()', () => {
  it.each([
    [
      'a soft 404',
      page('Page not found - GOV.UK', '<h1>Page not found</h1><p>If you typed the address, check it.</p>'),
    ],
    [
      'an error page',
      page('Error', '<h1>Sorry, there is a problem with the service</h1><p>Try again later please.</p>'),
    ],
    ['a challenge of Cloudflare', page('Just a moment...', '<p>Enable JavaScript and cookies to continue</p>')],
    ['a challenge of AWS', page('Human Verification', '<div id="captcha-container"></div>')],
    [
      'a challenge that only its script names',
      page('', '<noscript>Please enable JavaScript to view the page.</noscript>'),
    ],
    [
      'a consent page',
      page('Example', '<p>We use cookies. To read on, accept all cookies or choose which to allow.</p>'),
    ],
    ['a page to sign in', page('Sign in', '<form>Name and password, then on to the document library.</form>')],
    ['a holding page', page('Documents', '<p>This file is being scanned for viruses. Try again in a few minutes.</p>')],
    ['maintenance', page('Site under maintenance', '<h1>We are working on the website</h1><p>Come back later.</p>')],
    [
      'an archive on a redirect',
      page('Wayback Machine', '<p>Got an HTTP 302 response at crawl time. Redirecting to…</p>'),
    ],
    ['a refusal', page('429', '<h1>Too Many Requests</h1><p>You have sent too many requests in a given time.</p>')],
    ['a page without text', page('', '<script>window.location = "/"</script>')],
  ])('recognises %s', (_what, html) => expect(findSoftFailure(html)).not.toBeNull())

  it.each([
    ['a document', page('Working together to safeguard children - GOV.UK', long)],
    ['guidance with a cookie banner', page('Guidance', `<div>Accept additional cookies</div>${long}`)],
    ['guidance that speaks of denied access', page('Access to records', `${long}<p>If access is denied, appeal.</p>`)],
    [
      'a short landing page',
      page(
        'Child sexual exploitation: definition',
        '<h1>Child sexual exploitation</h1><p>A guide for practitioners. Published 16 February 2017. <a href="x.pdf">PDF, 1 MB</a></p>',
      ),
    ],
    ['guidance on missing children', page('Children who run away or go missing from home or care', long)],
  ])('lets %s pass', (_what, html) => expect(findSoftFailure(html)).toBeNull())

  it('never throws, whatever stands there', () => {
    fc.assert(fc.property(fc.string(), (text) => void findSoftFailure(text)))
  })
})
