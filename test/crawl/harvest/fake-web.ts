import type { Archive, ArchivedCapture, Replay } from '../../../src/crawl/archives/archive.ts'
import type { HarvestTools } from '../../../src/crawl/harvest/route.ts'
import type { Edition } from '../../../src/model/edition.ts'
import type { FailureReason } from '../../../src/model/outcome.ts'

/** What an address gives: a page or file, a redirect to another address, or a failure. */
export type FakeAnswer = string | { readonly leadsTo: string } | { readonly reason: FailureReason }

/** A capture of the fake archive. */
export interface FakeCapture {
  readonly url: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly body: string | { readonly reason: FailureReason }
}

/** A web and an archive made of a table, and the addresses that were asked for, in order. */
export function fakeWeb(live: Readonly<Record<string, FakeAnswer>>, captures: readonly FakeCapture[] = []) {
  const asked: string[] = []
  const headers = [['Content-Type', 'text/html']] as const
  const resource = (url: string, finalUrl: string, body: string) => ({
    url,
    finalUrl,
    hops: [],
    status: 200,
    headers,
    body: Buffer.from(body),
    retrievedAt: new Date('2026-01-01T00:00:00Z'),
    mediaType: 'text/html',
  })
  const archive: Archive = {
    id: 'fake',
    listCaptures: (url, { from, to }) => {
      asked.push(`list ${url}`)
      const found = captures
        .filter((one) => one.url === url)
        .map((one): ArchivedCapture => ({
          archive: 'fake',
          original: url,
          datetime: `${one.date}T12:00:00Z`,
          status: 200,
          mediaType: 'text/html',
          digest: null,
          isRevisit: false,
        }))
        .filter(({ datetime }) => datetime >= from && datetime <= to)
      return Promise.resolve({ ok: true, captures: found, exchanges: [] })
    },
    replay: ({ original, datetime }): Promise<Replay> => {
      asked.push(`replay ${original} ${datetime.slice(0, 10)}`)
      const body = captures.find((one) => one.url === original && datetime.startsWith(one.date))?.body ?? ''
      if (typeof body !== 'string') return Promise.resolve({ ok: false, ...body, detail: original, exchanges: [] })
      const memento = { ...resource(original, original, body), mementoDatetime: datetime, original }
      return Promise.resolve({ ok: true, memento, exchanges: [] })
    },
  }
  const tools: HarvestTools = {
    fetch: (url) => {
      asked.push(`get ${url}`)
      const answer = live[url] ?? { reason: 'not_found' as const }
      if (typeof answer === 'object' && 'reason' in answer) {
        return Promise.resolve({ result: { ok: false, ...answer, detail: url, exchanges: [] }, warc: null })
      }
      const [finalUrl, body] = typeof answer === 'string' ? [url, answer] : [answer.leadsTo, 'a later text']
      return Promise.resolve({
        result: { ok: true, response: resource(url, finalUrl, body), exchanges: [] },
        warc: null,
      })
    },
    keep: () => Promise.resolve(null),
    archives: [archive],
    window: { monthsBefore: 18, daysAfter: 60 },
    by: 'published',
  }
  return { tools, asked }
}

/** A page of a plain publisher, with its dates and a file. */
export function plainPage(facts: {
  readonly updated?: string
  readonly published?: string
  readonly file: string
}): string {
  const dates = [
    facts.published === undefined ? '' : `<p>Published: ${facts.published}</p>`,
    facts.updated === undefined ? '' : `<p>Last updated: ${facts.updated}</p>`,
  ].join('')
  return `<!DOCTYPE html><html lang="en"><head><title>Plan for children</title></head><body><main>
    <h1>Plan for children</h1>${dates}
    <p>This plan says what partners do when children are harmed outside their families.</p>
    <p><a href="${facts.file}">Plan for children (PDF)</a></p></main></body></html>`
}

/** An edition that is known by its landing page alone. */
export function editionOf(facts: Partial<Edition>): Edition {
  return {
    editionId: 'plan@2019-01-01',
    documentKey: 'plan',
    title: 'Plan for children',
    issuer: 'A board',
    nation: 'England',
    sector: '',
    legalStatus: '',
    series: false,
    rolling: false,
    label: '',
    published: '2019-01-01',
    publishedPrecision: 'day',
    inForce: null,
    inForcePrecision: null,
    withdrawn: null,
    source: { kind: 'url', url: 'https://board.example/plan' },
    landingUrl: 'https://board.example/plan',
    attachment: null,
    publisher: null,
    confidence: '',
    attributes: {},
    ...facts,
  }
}
