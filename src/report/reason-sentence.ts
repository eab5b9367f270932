import { failureReasons, type FailureReason } from '../model/outcome.ts'

/** Why something could not be had, as people read it; null where the reason is none of the closed list. */
export function reasonSentence(reason: string | null): string | null {
  return reason !== null && isFailureReason(reason) ? failureReasons[reason] : null
}

/** Whether a text of the workspace is a reason of the closed list. */
export function isFailureReason(text: string): text is FailureReason {
  return Object.hasOwn(failureReasons, text)
}
