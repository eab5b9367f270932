import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { harvestDocument } from '../../src/crawl/harvest/harvest-document.ts'
import { planHarvest, hoursOf } from '../../src/crawl/harvest/plan-harvest.ts'
import { harvestItems, type WantedItem } from '../../src/crawl/harvest/wanted-items.ts'
import { openWarcWriter } from '../../src/crawl/warc.ts'
import type { FailureReason } from '../../src/model/outcome.ts'
import { packageFile } from '../../src/package-file.ts'
import { loadPipeline, type Pipeline } from '../../src/pipeline/load-pipeline.ts'
import { harvestAccess, harvestSettings } from '../../src/pipeline/open-harvest.ts'
import { planSettings } from '../../src/pipeline/plan-crawl.ts'
import { createEventClock } from '../servers/event-clock.ts'
import { serveArchive } from '../servers/serve-archive.ts'
import { serveHttp } from '../servers/serve-http.ts'
import { answerLive, heldCaptures } from '../servers/study-web.ts'

/** A harvest on a clock of its own, beside what its plan said. */
export interface Simulation {
  readonly items: number
  readonly obtained: number
  readonly failed: ReadonlyMap<FailureReason, number>
  readonly plannedHours: number
  readonly hours: number
  readonly plannedRequests: number
  readonly requests: number
  /** Of the archive's answers, those that refused for too many requests. */
  readonly refused: number
  /** Seconds between the starts of two requests to the archive, at the least. */
  readonly leastSpacing: number
}

/** The real study, with the contact address that a researcher would write into it. */
export async function loadStudy(): Promise<Pipeline> {
  const folder = mkdtempSync(join(tmpdir(), 'policylens-study-'))
  try {
    const path = join(folder, 'study.yaml')
    const text = readFileSync(packageFile('pipelines/national-guidance.yaml'), 'utf8')
    const own = text.replace(/^ *# contact: .*$/m, '  contact: you@university.example')
    writeFileSync(path, own.replaceAll('../', `${packageFile('.')}/`))
    return await loadPipeline(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Harvests the first `documents` documents of a study from imitations, without real waiting. */
export async function simulateHarvest(study: Pipeline, documents: number): Promise<Simulation> {
  const keys = new Set([...new Set(study.editions.map(({ documentKey }) => documentKey))].slice(0, documents))
  // Which files of a page make the document is another matter: here each page names one.
  const editions = study.editions
    .filter(({ documentKey }) => keys.has(documentKey))
    .map((edition) => ({ ...edition, attachment: null }))
  const settings = harvestSettings(study.spec)
  const items = harvestItems(editions, settings, []).filter(({ foreseen }) => foreseen === null)
  const plan = planHarvest(items, planSettings(study.spec))
  const clock = createEventClock()
  const live = await serveHttp(answerLive(items))
  const archive = await serveArchive({ kind: 'wayback', captures: heldCaptures(items), clock })
  const folder = mkdtempSync(join(tmpdir(), 'policylens-simulation-'))
  try {
    const hosts = plan.map(({ host }) => [host, host === 'web.archive.org' ? archive.address : live.address] as const)
    const spec = { ...study.spec, crawl: { ...study.spec.crawl, connect_to: Object.fromEntries(hosts) } }
    const warc = openWarcWriter(folder, { runId: 'simulation', software: 'policylens', now: new Date(clock.now()) })
    const { tools, close } = await harvestAccess({ spec, path: study.path }, { clock }).open(warc, async () => null)
    const began = clock.now()
    const results = await Promise.all(
      items.flatMap(({ wanted }: WantedItem) =>
        wanted === null ? [] : [harvestDocument(wanted, { routes: settings.routes, tools })],
      ),
    )
    const hours = (clock.now() - began) / 3_600_000
    await close()
    await warc.close()
    const failed = new Map<FailureReason, number>()
    for (const result of results) if (!result.ok) failed.set(result.reason, (failed.get(result.reason) ?? 0) + 1)
    const times = archive.requests.map(({ at }) => at)
    return {
      items: items.length,
      obtained: results.filter(({ ok }) => ok).length,
      failed,
      plannedHours: hoursOf(plan),
      hours,
      plannedRequests: plan.reduce((sum, { requests }) => sum + requests, 0),
      requests: live.requests.length + archive.requests.length,
      refused: archive.requests.filter(({ status }) => status === 429 || status === 0).length,
      leastSpacing: Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0))) / 1000,
    }
  } finally {
    clock.stop()
    await live.close()
    await archive.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
