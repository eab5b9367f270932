import { describe, expect, it } from 'vitest'

import { hoursOf, planHarvest, type PlanSettings } from '../../../src/crawl/harvest/plan-harvest.ts'
import { harvestItems, type HarvestSettings } from '../../../src/crawl/harvest/wanted-items.ts'
import { loadStudy, simulateHarvest } from '../../bench/simulate-harvest.ts'
import { editionOf } from './fake-web.ts'

const settings: PlanSettings = {
  routes: ['live', 'archive', 'supplied'],
  archives: [{ url: 'https://web.archive.org', indexSpacing: 2.5 }],
  spacingOf: () => 2,
}
const harvest: HarvestSettings = {
  snapshots: ['2020-06-30', '2022-06-30'],
  by: 'published',
  routes: ['live', 'archive', 'supplied'],
  archives: ['wayback'],
  window: { monthsBefore: 18, daysAfter: 60 },
}
const page = 'https://board.example/guide'
const guide = editionOf({
  documentKey: 'guide',
  published: '2019-05-01',
  landingUrl: page,
  source: { kind: 'url', url: page },
})
const planOf = (...editions: (typeof guide)[]) => planHarvest(harvestItems(editions, harvest, []), settings)
const countsOf = (plan: ReturnType<typeof planHarvest>) =>
  Object.fromEntries(plan.map(({ host, requests }) => [host, requests]))

describe('planHarvest()', () => {
  it('counts robots.txt, page and file once live, and index and replay of both for each date of an archive', () => {
    expect(countsOf(planOf(guide))).toEqual({ 'board.example': 3, 'web.archive.org': 9 })
  })

  it('counts a file whose address is known without its page, once for the dates that it stands for', () => {
    const url = 'https://board.example/guide.pdf'
    expect(countsOf(planOf({ ...guide, source: { kind: 'url', url } }))).toEqual({
      'board.example': 2,
      'web.archive.org': 5,
    })
  })

  it('counts both addresses of a page of GOV.UK, and both hosts of its uploads in an archive', () => {
    const url = 'https://www.gov.uk/government/publications/guide'
    const plan = planOf({ ...guide, landingUrl: url, source: { kind: 'url', url } })
    expect(countsOf(plan)).toEqual({ 'www.gov.uk': 3, 'assets.publishing.service.gov.uk': 2, 'web.archive.org': 11 })
  })

  it('leaves out what is known without asking', () => {
    expect(countsOf(planOf({ ...guide, published: '2021-05-01' }))).toEqual({
      'board.example': 3,
      'web.archive.org': 5,
    })
    expect(planOf({ ...guide, published: '2023-05-01' })).toEqual([])
  })

  it('asks only by the routes of the pipeline', () => {
    const items = harvestItems([guide], harvest, [])
    expect(planHarvest(items, { ...settings, routes: ['live'] }).map(({ route }) => route)).toEqual(['live'])
    expect(planHarvest(items, { ...settings, routes: ['supplied'] })).toEqual([])
  })

  it('takes the time from the first request to the last, and for all hosts that of the slowest', () => {
    const plan = planOf(guide)
    expect(plan.map(({ host, hours }) => [host, hours * 3600])).toEqual([
      ['web.archive.org', 16],
      ['board.example', 4],
    ])
    expect(hoursOf(plan) * 3600).toBe(16)
    expect(hoursOf([])).toBe(0)
  })

  it('keeps to the pace of an index where that is slower than its host', () => {
    const fast = { ...settings, spacingOf: () => 0.1 }
    const [archive] = planHarvest(harvestItems([guide], harvest, []), fast)
    expect(archive).toMatchObject({ indexQuestions: 4, host: 'web.archive.org' })
    expect((archive?.hours ?? 0) * 3600).toBeCloseTo(7.5)
  })
})

describe('a simulated harvest of the study', () => {
  it('obtains everything in the time of its plan, at the archive’s pace', async () => {
    const { items, obtained, hours, plannedHours, requests, plannedRequests, refused, leastSpacing } =
      await simulateHarvest(await loadStudy(), 5)
    expect(items).toBeGreaterThan(9)
    expect(obtained).toBe(items)
    expect(refused).toBe(0)
    expect(leastSpacing).toBeGreaterThanOrEqual(2.5)
    expect(requests).toBeLessThanOrEqual(plannedRequests)
    // The archive's first question waits for the first live answers.
    expect(hours).toBeLessThanOrEqual(plannedHours + 1 / 60)
    expect(hours).toBeGreaterThan(plannedHours * 0.8)
  })
})
