import { describe, expect, it } from 'vitest'
import { parseRobots } from '../../src/crawl/robots.ts'

function rules(text: string) {
  const parsed = parseRobots(new URL('https://example.org/robots.txt'), text)
  return { ...parsed, allows: (path: string) => parsed.allows(new URL(path, 'https://example.org')) }
}

describe('parseRobots()', () => {
  it('allows everything where there are no rules', () => {
    expect(rules('').allows('/x')).toBe(true)
    expect(rules('<html><body>Not found</body></html>').allows('/x')).toBe(true)
    expect(rules('User-agent: *\nDisallow:').allows('/x')).toBe(true)
  })

  it('keeps to the group of its own name, in any case, and to no other then', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-agent: PolicyLens\nDisallow: /private'
    expect(rules(text).allows('/open')).toBe(true)
    expect(rules(text).allows('/private/x')).toBe(false)
  })

  it('knows its name before a version or other words', () => {
    expect(rules('User-agent: policylens/2.0\nDisallow: /').allows('/x')).toBe(false)
    expect(rules('User-agent: Policylens Bot\nDisallow: /').allows('/x')).toBe(false)
  })

  it('is not meant by the group of another crawler', () => {
    expect(rules('User-agent: AhrefsBot\nDisallow: /').allows('/x')).toBe(true)
  })

  it('joins the groups of one name', () => {
    const text = 'User-agent: *\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /b'
    expect(['/a', '/b', '/c'].map((path) => rules(text).allows(path))).toEqual([false, false, true])
  })

  it('honours * and $', () => {
    const text = 'User-agent: *\nDisallow: /*/print$\nDisallow: /*.pdf\nDisallow: /search/all*'
    const { allows } = rules(text)
    expect(allows('/guide/print')).toBe(false)
    expect(allows('/guide/print/more')).toBe(true)
    expect(allows('/files/a.pdf?x=1')).toBe(false)
    expect(allows('/search/all?q=x')).toBe(false)
    expect(allows('/guidance/x')).toBe(true)
  })

  it('lets the longest rule win, and Allow where two are equal', () => {
    const text = 'User-agent: *\nDisallow: /docs\nAllow: /docs/open\nDisallow: /same\nAllow: /same'
    expect(rules(text).allows('/docs/x')).toBe(false)
    expect(rules(text).allows('/docs/open/x')).toBe(true)
    expect(rules(text).allows('/same')).toBe(true)
  })

  it('does not let a comment or another record end a group', () => {
    const comment = 'User-agent: *\n# Search\nDisallow: /a\nSitemap: https://example.org/s.xml\nDisallow: /b'
    expect(rules(comment).allows('/b')).toBe(false)
    const between = 'User-agent: policylens\nSitemap: https://example.org/s.xml\nUser-agent: other\nDisallow: /'
    expect(rules(between).allows('/x')).toBe(false)
  })

  it('reads a file with CRLF or CR line ends and odd spacing', () => {
    expect(rules('USER-AGENT :  *\r\n  disallow:/a  # no\r\n').allows('/a')).toBe(false)
    expect(rules('User-agent: *\rDisallow: /a\r').allows('/a')).toBe(false)
  })

  it('compares percent-encoded and plain letters as the same', () => {
    expect(rules('User-agent: *\nDisallow: /caf%c3%a9').allows('/café')).toBe(false)
    expect(rules('User-agent: *\nDisallow: /café').allows('/caf%C3%A9')).toBe(false)
  })

  it.each([
    ['10', 10],
    ['0.5', 0.5],
    ['0', null],
    ['-3', null],
    ['soon', null],
  ])('reads Crawl-delay: %s as %s', (value, delay) => {
    expect(rules(`User-agent: *\nCrawl-delay: ${value}\nDisallow: /x`).delay).toBe(delay)
  })

  it('answers soon whatever the rules are', () => {
    const longest = `/${'a'.repeat(8000)}`
    const hostile = [
      `/${'*'.repeat(400_000)}a`,
      `/${'*a'.repeat(200_000)}b`,
      `/${'*a'.repeat(900)}b\nDisallow: `.repeat(250),
    ]
    for (const pattern of hostile) {
      const started = performance.now()
      rules(`User-agent: *\nDisallow: ${pattern}`).allows(longest)
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })

  it('reads a file of far too many wildcards as forbidding everything', () => {
    expect(rules(`User-agent: *\nDisallow: /${'*a'.repeat(40_000)}`).allows('/x')).toBe(false)
    expect(rules(`User-agent: *\n${'Disallow: /*/print$\n'.repeat(500)}`).allows('/x')).toBe(true)
  })
})
