import type { Archive } from './archive.ts'
import type { ArchiveAccess } from './archive-host.ts'
import { createPywb } from './pywb.ts'
import { createWayback } from './wayback.ts'

/** A web archive as a pipeline names it. */
export interface ArchiveSettings {
  readonly id: string
  readonly kind: 'wayback' | 'pywb'
  readonly url: string
  readonly collection?: string | undefined
  readonly enabled: boolean
  /** Seconds between two questions to the index of the kind `wayback`. */
  readonly index_spacing: number
}

const kinds: Readonly<Record<ArchiveSettings['kind'], (access: ArchiveAccess, settings: ArchiveSettings) => Archive>> =
  {
    wayback: (access, { id, url, index_spacing }) => createWayback(access, { id, url, indexSpacing: index_spacing }),
    pywb: createPywb,
  }

/** The archives that a pipeline enables, in its order: another kind is a file here and a line above. */
export function createArchives(settings: readonly ArchiveSettings[], access: ArchiveAccess): Archive[] {
  return settings.filter(({ enabled }) => enabled).map((each) => kinds[each.kind](access, each))
}
