import type { CheerioAPI } from 'cheerio'

/** What is on a page but no part of the document. */
const surroundings = [
  'script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, head',
  'nav, aside, form, button, select, dialog',
  'body > header, body > footer, [role=banner], [role=navigation], [role=contentinfo], [role=search]',
  '[role=complementary], [hidden], [style*="display:none" i], [style*="display: none" i]',
  '#cookie-banner, .cookie-banner, [id*=cookie i], [class*=cookie i], [class*=breadcrumb i], [class*=skip-link i]',
  '[class*=social-share i], [class*=share-links i], [class*=print-link i]',
].join(', ')

const mains = ['main', '[role=main]', 'article', '#main-content', '#content', '#main']

/** Removes what surrounds the document from a page and gives the CSS selector of what holds it. */
export function selectMain($: CheerioAPI): string {
  const whole = $('body').text().length
  for (const element of $(surroundings).toArray()) {
    // A page whose whole text is in one of these has no other.
    if (element.type !== 'tag' || whole === 0 || isDropped(element.name) || $(element).text().length < 0.6 * whole) {
      $(element).remove()
    }
  }
  const rest = $('body').text().replaceAll(/\s+/g, ' ').length
  for (const selector of mains) {
    const found = $(selector)
    if (found.length === 1 && found.text().replaceAll(/\s+/g, ' ').length > 0.25 * rest) {
      found.find('header nav, footer').remove()
      return selector
    }
  }
  $('header, footer').each((_, element) => {
    if ($(element).find('h1').length === 0) $(element).remove()
  })
  return 'body'
}

function isDropped(name: string): boolean {
  return ['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe'].includes(name)
}
