import { describe, expect, it } from 'vitest'

import type { Decision, ListedCandidate } from '../../../src/crawl/discover/candidate-list.ts'
import { countCandidates } from '../../../src/crawl/discover/count-candidates.ts'

const listed = (url: string, decision: Decision, { reason = '', source = 'search' } = {}): ListedCandidate => ({
  url,
  decision,
  reason,
  line: 2,
  cells: new Map(source === '' ? [] : [['source', source]]),
})

describe('countCandidates()', () => {
  it('counts what was proposed, left out by reason, taken, and taken into the registry', () => {
    const candidates = [
      listed('https://a.example/1', 'exclude', { reason: 'Not guidance' }),
      listed('https://a.example/2', 'exclude', { reason: 'not guidance', source: 'sitemap' }),
      listed('https://a.example/3', 'exclude', { reason: 'about adults' }),
      listed('https://www.a.example/4/', 'include'),
      listed('https://a.example/5', 'include', { source: '' }),
      listed('https://a.example/6', null),
    ]
    expect(countCandidates(candidates, ['http://a.example/4', 'http://b.example/'])).toEqual({
      identified: [
        { name: 'search', count: 4 },
        { name: 'other ways', count: 1 },
        { name: 'sitemap', count: 1 },
      ],
      undecided: 1,
      excluded: [
        { name: 'not guidance', count: 2 },
        { name: 'about adults', count: 1 },
      ],
      included: 2,
      joined: 1,
    })
  })

  it('gives noughts for an empty list', () => {
    const none = { identified: [], undecided: 0, excluded: [], included: 0, joined: 0 }
    expect(countCandidates([], ['http://a.example/'])).toEqual(none)
  })
})
