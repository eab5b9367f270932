import { describe, expect, it } from 'vitest'
import { isSameResource, urlVariants } from '../../../src/crawl/archives/url-variants.ts'

const upload = '/government/uploads/system/uploads/attachment_data/file/123/Working_together.pdf'

describe('urlVariants()', () => {
  it('gives one address where the index folds the others itself', () => {
    expect(urlVariants('https://www.gov.uk/guidance/x#top')).toEqual(['https://www.gov.uk/guidance/x'])
  })

  it('gives both hosts of an uploaded file of GOV.UK, the one asked for first', () => {
    const hosts = ['assets.publishing.service.gov.uk', 'www.gov.uk']
    const addresses = hosts.map((host) => `https://${host}${upload}`)
    expect(urlVariants(addresses[0] ?? '')).toEqual(addresses)
    expect(urlVariants(addresses[1] ?? '')).toEqual(addresses.toReversed())
  })

  it('leaves a newer file of GOV.UK, which had only one host, alone', () => {
    const media = 'https://assets.publishing.service.gov.uk/media/65cb4349a7ded0000c79e4e1/x.pdf'
    expect(urlVariants(media)).toEqual([media])
  })
})

describe('isSameResource()', () => {
  it.each([
    ['http://www.gov.uk:80/a/', 'https://gov.uk/a'],
    ['https://www.gov.scot/publications/x', 'https://www.gov.scot/publications/x/'],
    ['https://a.test/Guidance', 'https://a.test/guidance#part'],
    [`http://www.gov.uk${upload}`, `https://assets.publishing.service.gov.uk${upload}`],
  ])('holds %s and %s for one', (one, other) => {
    expect(isSameResource(one, other)).toBe(true)
    expect(isSameResource(other, one)).toBe(true)
  })

  it.each([
    ['https://a.test/a', 'https://a.test/b'],
    ['https://a.test/a', 'https://b.test/a'],
    ['https://a.test/a?x=1', 'https://a.test/a?x=2'],
    ['https://a.test:8080/a', 'https://a.test/a'],
    ['https://www.gov.uk/guidance/x', 'https://assets.publishing.service.gov.uk/guidance/x'],
    [
      'https://assets.publishing.service.gov.uk/media/1/x.pdf',
      'https://assets.publishing.service.gov.uk/media/2/x.pdf',
    ],
    ['mailto:a@b', 'mailto:a@b'],
    ['not an address', 'not an address'],
  ])('tells %s and %s apart', (one, other) => expect(isSameResource(one, other)).toBe(false))
})
