import { describe, expect, it } from 'vitest'
import { uploadTimeOf } from '../../src/crawl/asset-upload-time.ts'

const assets = 'https://assets.publishing.service.gov.uk'

describe('uploadTimeOf()', () => {
  it.each([
    [`${assets}/media/603d2befaaaaaaaaaaaaaaaa/Budget.pdf`, '2021-03-01'],
    [`${assets}/media/5eb92247bbbbbbbbbbbbbbbb/Plan.pdf`, '2020-05-11'],
    ['https://assets.digital.cabinet-office.gov.uk/media/513a0efbcccccccccccccccc/a.pdf', '2013-03-08'],
  ])('reads the day of %s in its id', (url, day) => {
    expect(uploadTimeOf(url)?.toISOString().slice(0, 10)).toBe(day)
  })

  it.each([
    ['the bulk import of February 2018', `${assets}/media/5a74bbbbaaaaaaaaaaaaaaaa/a.pdf`],
    ['its last ids', `${assets}/media/5a82ffffaaaaaaaaaaaaaaaa/a.pdf`],
    ['an address of the old kind', `${assets}/government/uploads/system/uploads/attachment_data/file/779401/a.pdf`],
    ['another host', 'https://files.example/media/603d2befaaaaaaaaaaaaaaaa/a.pdf'],
    [
      'a host that only looks like it',
      'https://assets.publishing.service.gov.uk.example/media/603d2befaaaaaaaaaaaaaaaa/a.pdf',
    ],
    ['an id that is too short', `${assets}/media/603d2bef/a.pdf`],
    ['a time before there were ids', `${assets}/media/00000001aaaaaaaaaaaaaaaa/a.pdf`],
    ['no address', 'a.pdf'],
  ])('learns nothing from %s', (_, url) => {
    expect(uploadTimeOf(url)).toBeNull()
  })
})
