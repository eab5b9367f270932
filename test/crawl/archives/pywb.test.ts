import { describe, expect, it } from 'vitest'
import { createArchives } from '../../../src/crawl/archives/index.ts'
import { createPywb } from '../../../src/crawl/archives/pywb.ts'
import type { HeldCapture } from '../../servers/held-capture.ts'
import type { ArchiveFaults } from '../../servers/serve-archive.ts'
import { archiveHosts, startArchive } from './archive-setup.ts'

const url = 'https://www.gov.uk/guidance/x'
const datetime = '2020-06-17T09:30:12Z'
const between = { from: '2019-01-01T00:00:00Z', to: '2020-08-29T23:59:59Z' }
const body = `<title>X</title><h1>X</h1><p>${'Guidance. '.repeat(20)}</p>`
const captures: readonly HeldCapture[] = [
  { url, datetime, body },
  { url, datetime: '2020-06-20T00:00:00Z', revisitOf: datetime },
]

async function start(faults: ArchiveFaults = {}, held = captures) {
  const { server, access } = await startArchive({ kind: 'pywb', captures: held, faults })
  return { server, pywb: createPywb(access, { id: 'ukgwa', url: `https://${archiveHosts.pywb}`, collection: 'ukgwa' }) }
}

describe('createPywb()', () => {
  it('lists captures from one object a line, with revisits resolved', async () => {
    const { pywb } = await start()
    expect(await pywb.listCaptures(url, between)).toMatchObject({
      ok: true,
      captures: [
        { archive: 'ukgwa', original: url, datetime, status: 200, isRevisit: false },
        { datetime: '2020-06-20T00:00:00Z', status: 200, isRevisit: true },
      ],
    })
  })

  it('drops fuzzy matches, which are of other addresses', async () => {
    const { pywb } = await start({ fuzzy: [{ url: `${url}?page=2`, datetime }] }, [])
    expect(await pywb.listCaptures(url, between)).toMatchObject({ ok: true, captures: [] })
  })

  it('replays the original bytes under the collection', async () => {
    const { pywb, server } = await start()
    const result = await pywb.replay({ original: url, datetime }, between)
    expect(result).toMatchObject({ ok: true, memento: { mementoDatetime: datetime, original: url } })
    expect(server.requests.at(-1)?.path).toBe(`/ukgwa/20200617093012id_/${url}`)
  })

  it('does not take a capture from outside the window that comes without a redirect', async () => {
    const { pywb } = await start({}, [{ url, datetime: '2023-01-01T00:00:00Z', body }])
    expect(await pywb.replay({ original: url, datetime }, between)).toMatchObject({ ok: false, reason: 'not_captured' })
  })

  it.each([404, 410, 301])('takes an archived %i for no document', async (status) => {
    const headers = status === 301 ? { Location: 'https://www.gov.uk/guidance/y' } : {}
    const { pywb } = await start({}, [{ url, datetime, status, headers, body }])
    const reason = status === 301 ? 'replaced' : 'not_the_document'
    expect(await pywb.replay({ original: url, datetime }, between)).toMatchObject({ ok: false, reason })
  })

  it.each(['captcha', 'challenge'] as const)('leaves the archive alone after a %s', async (challenge) => {
    const { pywb, server } = await start({ challenge })
    const refused = { ok: false, reason: 'refused', detail: expect.stringContaining(`x-amzn-waf-action: ${challenge}`) }
    expect(await pywb.listCaptures(url, between)).toMatchObject(refused)
    expect(await pywb.replay({ original: url, datetime }, between)).toMatchObject({ ok: false, reason: 'host_rested' })
    expect(server.requests.filter(({ kind }) => kind !== 'robots')).toHaveLength(1)
  })
})

describe('createArchives()', () => {
  it('opens those that are enabled, in their order', async () => {
    const { access } = await startArchive({ kind: 'pywb', captures })
    const pywb = { kind: 'pywb', url: `https://${archiveHosts.pywb}`, index_spacing: 2.5 } as const
    const archives = createArchives(
      [
        { ...pywb, id: 'nrs', enabled: true },
        { ...pywb, id: 'proni', enabled: false },
        { ...pywb, id: 'wayback', kind: 'wayback', url: 'https://web.archive.org', enabled: true },
      ],
      access,
    )
    expect(archives.map(({ id }) => id)).toEqual(['nrs', 'wayback'])
  })
})
