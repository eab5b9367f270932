import { expect } from 'vitest'
import type { Landing, LandingReading, Publisher } from '../../../src/crawl/publishers/publisher.ts'

/** What a publisher reads on a page or in a JSON answer. */
export function readText(
  publisher: Publisher,
  text: string,
  url: string,
  mediaType: string | null = 'text/html',
): LandingReading {
  return publisher.readLanding(Buffer.from(text), { url, mediaType })
}

/** The landing, where there is one; fails the test otherwise. */
export function landingOf(reading: LandingReading): Landing {
  if (!reading.ok) expect.fail(`${reading.reason}: ${reading.detail}`)
  return reading.landing
}
