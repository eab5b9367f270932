import type { ArchivedCapture } from './archive.ts'

const time = ({ datetime }: ArchivedCapture): number => Date.parse(datetime)

/** Captures by time, repeated rows once. */
export function orderCaptures(captures: readonly ArchivedCapture[]): ArchivedCapture[] {
  const byKey = new Map(captures.map((capture) => [`${capture.datetime} ${capture.original}`, capture] as const))
  // The index may list a capture both whole and as a revisit: the whole one says more.
  for (const capture of captures) {
    if (!capture.isRevisit) byKey.set(`${capture.datetime} ${capture.original}`, capture)
  }
  return [...byKey.values()].toSorted((a, b) => time(a) - time(b))
}

/**
 * Gives each revisit the status and media type of the capture that it repeats: the nearest one with the same digest,
 * and of the same address where there is any. `others` are looked at too, but not given back.
 */
export function resolveRevisits(
  captures: readonly ArchivedCapture[],
  others: readonly ArchivedCapture[] = [],
): ArchivedCapture[] {
  const wholes = new Map<string, ArchivedCapture[]>()
  for (const capture of [...captures, ...others]) {
    if (capture.isRevisit || capture.digest === null) continue
    const same = wholes.get(capture.digest)
    if (same === undefined) wholes.set(capture.digest, [capture])
    else same.push(capture)
  }
  return captures.map((capture) => {
    if (!capture.isRevisit || capture.digest === null || capture.status !== null) return capture
    const same = wholes.get(capture.digest) ?? []
    const ofAddress = same.filter(({ original }) => original === capture.original)
    const [nearest] = (ofAddress.length > 0 ? ofAddress : same).toSorted(
      (a, b) => Math.abs(time(a) - time(capture)) - Math.abs(time(b) - time(capture)),
    )
    if (nearest === undefined) return capture
    return { ...capture, status: nearest.status, mediaType: nearest.mediaType }
  })
}

/** The digests of revisits whose status is still unknown. */
export function unresolvedDigests(captures: readonly ArchivedCapture[]): string[] {
  const open = captures.filter(({ isRevisit, status }) => isRevisit && status === null)
  return [...new Set(open.flatMap(({ digest }) => digest ?? []))]
}
