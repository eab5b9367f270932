import type { FailureReason } from './outcome.ts'

/** What became of a document at a snapshot in the harvest. */
const captureStatuses = [
  'obtained',
  'unchanged',
  'refused',
  'not_found',
  'not_captured',
  'not_yet_published',
  'failed',
] as const

/** One of the statuses above. */
export type CaptureStatus = (typeof captureStatuses)[number]

const statuses: Partial<Record<FailureReason, CaptureStatus>> = {
  robots: 'refused',
  refused: 'refused',
  host_rested: 'refused',
  excluded: 'refused',
  not_found: 'not_found',
  gone: 'not_found',
  replaced: 'not_found',
  not_captured: 'not_captured',
  edition_unknown: 'not_captured',
  not_yet_published: 'not_yet_published',
}

/** The status that a reason stands for; null, no reason, is `obtained`. */
export function captureStatusOf(reason: FailureReason | null): CaptureStatus {
  return reason === null ? 'obtained' : (statuses[reason] ?? 'failed')
}
