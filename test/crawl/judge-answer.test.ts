import { describe, expect, it } from 'vitest'
import type { HeaderPairs } from '../../src/crawl/exchange.ts'
import { judgeAnswer } from '../../src/crawl/judge-answer.ts'

function answer(status: number, { headers = [], body = 'text' }: { headers?: HeaderPairs; body?: string } = {}) {
  return { status, statusText: '', headers, body: Buffer.from(body), truncated: false }
}

describe('judgeAnswer()', () => {
  it.each([
    [401, 'refused'],
    [403, 'refused'],
    [405, 'refused'],
    [429, 'refused'],
    [451, 'refused'],
    [404, 'not_found'],
    [410, 'gone'],
    [400, 'http_error'],
    [418, 'http_error'],
    [500, 'http_error'],
    [503, 'http_error'],
    [304, 'http_error'],
    [300, 'http_error'],
    [204, 'empty_response'],
    [206, 'incomplete_response'],
    [202, 'refused'],
  ])('%i is %s', (status, reason) => {
    expect(judgeAnswer(answer(status))).toMatchObject({ kind: 'failure', reason })
  })

  it.each([200, 203])('%i is a document', (status) => {
    expect(judgeAnswer(answer(status))).toEqual({ kind: 'document' })
  })

  it('takes a 202 with nothing in it for an empty response', () => {
    expect(judgeAnswer(answer(202, { body: '' }))).toMatchObject({ reason: 'empty_response' })
  })

  it.each([301, 302, 303, 307, 308])('%i with a Location is a redirect, without one an error', (status) => {
    const headers: HeaderPairs = [['Location', '/there']]
    expect(judgeAnswer(answer(status, { headers }))).toEqual({ kind: 'redirect', location: '/there' })
    expect(judgeAnswer(answer(status))).toMatchObject({ reason: 'http_error' })
  })

  it.each([
    [200, 'X-Amzn-Waf-Action', 'challenge'],
    [202, 'x-amzn-waf-action', 'challenge'],
    [405, 'x-amzn-waf-action', 'captcha'],
    [503, 'cf-mitigated', 'challenge'],
  ])('takes %i with %s: %s for a refusal', (status, name, value) => {
    const verdict = judgeAnswer(answer(status, { headers: [[name, value]] }))
    expect(verdict).toMatchObject({ reason: 'refused', detail: expect.stringContaining(value) })
  })
})
