import { expect, test } from 'vitest'

import { createProgress, duration } from '../../src/cli/progress.ts'

function record(isTTY: boolean) {
  let time = 0
  const written: string[] = []
  const progress = createProgress({ isTTY, write: (text) => written.push(text) }, () => time)
  return { progress, written, pass: (seconds: number) => (time += seconds * 1000) }
}

const item = { item: 'a', input: 'b', fingerprint: 'c', label: 'A' }
const plan = (count: number) => ({
  stage: 'extract' as const,
  total: count,
  done: 0,
  failed: new Map(),
  outdated: Array.from({ length: count }, () => ({ ...item, cause: 'new' as const })),
})

test('createProgress() writes plain lines now and then where there is no terminal', () => {
  const { progress, written, pass } = record(false)
  progress.stageBegins(plan(100))
  for (let n = 0; n < 12; n++) {
    pass(1)
    progress.itemEnds(item, { status: 'done' })
  }
  expect(written).toEqual([
    'extract  5 of 100, 1.0 a second, 2 min left\n',
    'extract  10 of 100, 1.0 a second, 2 min left\n',
  ])
})

test('createProgress() renews one line in a terminal', () => {
  const { progress, written, pass } = record(true)
  progress.stageBegins(plan(4))
  pass(2)
  progress.itemEnds(item, { status: 'done' })
  expect(written.at(-1)).toBe('\r\u001b[Kextract  1 of 4, 0.5 a second, 6 s left')
})

test('createProgress() measures by what a stage tells, where that is finer than items', () => {
  const { progress, written, pass } = record(false)
  progress.stageBegins(plan(2))
  pass(6)
  progress.progress(30, 90, 'passages')
  progress.itemEnds(item, { status: 'done' })
  expect(written).toEqual(['extract  30 of 90 passages, 5.0 a second, 12 s left\n'])
})

test('createProgress() sums a stage up', () => {
  const { progress, written } = record(false)
  const failed = new Map([['damaged', 2]] as const)
  progress.stageEnds({ stage: 'extract', total: 9, already: 4, done: 3, failed, seconds: 0.25 })
  expect(written).toEqual(['extract  3 done now, 4 settled before, 2 failed in all, 9 in all (0.3 s)\n'])
})

test.each([
  [0.04, '0.0 s'],
  [12.4, '12 s'],
  [300, '5 min'],
  [7200, '2.0 h'],
])('duration() says %d seconds as %j', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})
