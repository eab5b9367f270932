import { describe, expect, it } from 'vitest'
import { createHostQueues } from '../../src/crawl/host-queues.ts'
import { createVirtualClock } from '../servers/virtual-clock.ts'

function queuesWith({ spacing = 2, atOnce = 20 } = {}) {
  const clock = createVirtualClock()
  const queues = createHostQueues({ spacing: () => spacing, atOnce, clock })
  const starts: number[] = []
  const first = clock.now()
  const ask = (host: string, connecting = 0) =>
    queues.run(host, async (started) => {
      clock.advance(connecting)
      started()
      starts.push(clock.now() - first)
    })
  return { clock, queues, starts, ask }
}

describe('createHostQueues()', () => {
  it('keeps the spacing between the starts of requests to one host', async () => {
    const { ask, starts } = queuesWith({ spacing: 2 })
    await Promise.all([ask('a.test'), ask('a.test'), ask('a.test')])
    expect(starts).toEqual([0, 2000, 4000])
  })

  it('counts the spacing from when the request left, not from when it began to connect', async () => {
    const { ask, starts } = queuesWith({ spacing: 2 })
    await Promise.all([ask('a.test', 1500), ask('a.test')])
    expect(starts).toEqual([1500, 3500])
  })

  it('does not make one host wait for another', async () => {
    const { ask, clock } = queuesWith({ spacing: 60 })
    await Promise.all(Array.from({ length: 10 }, (_, index) => ask(`h${index}.test`)))
    expect(clock.slept).toEqual([])
  })

  it('asks one host one thing at a time, and at most atOnce hosts', async () => {
    const { queues } = queuesWith({ spacing: 0, atOnce: 3 })
    let running = 0
    let most = 0
    const perHost = new Map<string, number>()
    const work = (host: string) =>
      queues.run(host, async () => {
        most = Math.max(most, ++running)
        perHost.set(host, (perHost.get(host) ?? 0) + 1)
        expect(perHost.get(host)).toBe(1)
        await new Promise((resolve) => setImmediate(resolve))
        perHost.set(host, (perHost.get(host) ?? 0) - 1)
        running--
      })
    await Promise.all(Array.from({ length: 30 }, (_, index) => work(`h${index % 6}.test`)))
    expect(most).toBe(3)
  })

  it('asks a host without spacing several things at a time where that is asked for, and one with spacing never', async () => {
    const clock = createVirtualClock()
    const spacing = (host: string) => (host === 'slow.test' ? 1 : 0)
    const queues = createHostQueues({ spacing, atOnce: 20, perHost: 4, clock })
    const most = new Map<string, number>()
    const running = new Map<string, number>()
    const ask = (host: string) =>
      queues.run(host, async () => {
        running.set(host, (running.get(host) ?? 0) + 1)
        most.set(host, Math.max(most.get(host) ?? 0, running.get(host) ?? 0))
        await new Promise((resolve) => setImmediate(resolve))
        running.set(host, (running.get(host) ?? 0) - 1)
      })
    await Promise.all(
      ['own.test', 'slow.test', 'widened.test'].flatMap((host) => Array.from({ length: 12 }, () => ask(host))),
    )
    expect(Object.fromEntries(most)).toEqual({ 'own.test': 4, 'slow.test': 1, 'widened.test': 4 })
    most.clear()
    queues.widen('widened.test', 1)
    await Promise.all(Array.from({ length: 5 }, () => ask('widened.test')))
    expect(most.get('widened.test')).toBe(1)
  })

  it('widens a spacing, also for the request after the one that was just made, but never narrows it', async () => {
    const { ask, starts, queues } = queuesWith({ spacing: 2 })
    await ask('a.test')
    queues.widen('a.test', 10)
    queues.widen('a.test', 1)
    await ask('a.test')
    await ask('a.test')
    expect(starts).toEqual([0, 10_000, 20_000])
  })

  it('keeps off a host for as long as is asked, at most a minute', async () => {
    const { ask, starts, queues } = queuesWith({ spacing: 1 })
    queues.holdOff('a.test', 30)
    await ask('a.test')
    queues.holdOff('a.test', 3600)
    await ask('a.test')
    expect(starts).toEqual([30_000, 90_000])
  })

  it('waits no longer than the spacing when the clock is set back', async () => {
    const { ask, clock } = queuesWith({ spacing: 90 })
    await ask('a.test')
    clock.advance(-86_400_000)
    await ask('a.test')
    expect(clock.slept.reduce((sum, wait) => sum + wait, 0)).toBe(90_000)
  })

  it('passes on what the work throws and goes on', async () => {
    const { queues } = queuesWith()
    await expect(queues.run('a.test', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(queues.run('a.test', async () => 'next')).resolves.toBe('next')
  })
})
