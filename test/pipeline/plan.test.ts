import { expect, test } from 'vitest'

import { planStage } from '../../src/pipeline/plan.ts'
import type { PastOutcome } from '../../src/workspace/outcomes.ts'

const item = { item: 'a', input: 'i', fingerprint: 'f', label: 'A' }
const done: PastOutcome = { item: 'a', input: 'i', fingerprint: 'f', status: 'done', reason: null, detail: null }
const causes = (past: readonly PastOutcome[], forced = false): string[] =>
  planStage('extract', [item], { past: new Map(past.map((one) => [one.item, one])), forced }).outdated.map(
    (one) => one.cause,
  )

test('planStage() leaves alone what is done', () => {
  const plan = planStage('extract', [item], { past: new Map([['a', done]]), forced: false })
  expect(plan).toMatchObject({ total: 1, done: 1, outdated: [] })
})

test.each([
  ['nothing is known of it', [], 'new'],
  ['its input differs', [{ ...done, input: 'j' }], 'input changed'],
  ['the settings differ', [{ ...done, fingerprint: 'g' }], 'settings changed'],
  [
    'it failed for a reason of the moment',
    [{ ...done, status: 'failed', reason: 'unreachable' }],
    'failed for a reason of the moment',
  ],
] as const)('planStage() does an item again when %s', (_, past, cause) => {
  expect(causes(past)).toEqual([cause])
})

test('planStage() does not try again what failed for good, and says why it failed', () => {
  const gone: PastOutcome = { ...done, status: 'failed', reason: 'not_found', detail: '404' }
  const plan = planStage('crawl', [item], { past: new Map([['a', gone]]), forced: false })
  expect(plan.outdated).toEqual([])
  expect(plan.failed.get('not_found')).toEqual([{ label: 'A', detail: '404' }])
})

test('planStage() does everything again when forced', () => {
  expect(causes([done], true)).toEqual(['forced'])
})
