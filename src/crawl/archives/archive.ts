import type { FailureReason } from '../../model/outcome.ts'
import type { Exchange } from '../exchange.ts'
import type { FetchedResource } from '../fetch-resource.ts'

/** A line of an archive's index. */
export interface ArchivedCapture {
  /** Id of the archive, such as `wayback`. */
  readonly archive: string
  /** Address that was captured, as the archive wrote it. */
  readonly original: string
  /** When it was captured: ISO 8601 in UTC. */
  readonly datetime: string
  /** Status that the site gave then; of a revisit, that of the capture it repeats; null where unknown. */
  readonly status: number | null
  readonly mediaType: string | null
  /** Base32 SHA-1 of the payload; null where the index has none. */
  readonly digest: string | null
  readonly isRevisit: boolean
}

/** What an archive's index says of an address, oldest first, or why it could not be asked. */
export type CaptureList =
  | { readonly ok: true; readonly captures: readonly ArchivedCapture[]; readonly exchanges: readonly Exchange[] }
  | {
      readonly ok: false
      readonly reason: FailureReason
      readonly detail: string
      readonly exchanges: readonly Exchange[]
    }

/** A replayed capture: what the site gave then. */
export interface Memento extends FetchedResource {
  /** From `Memento-Datetime`: ISO 8601 in UTC. */
  readonly mementoDatetime: string
  /** From `Link rel=original`: the address that was truly captured. */
  readonly original: string
}

/** A memento, or why a capture cannot stand for the document. */
export type Replay =
  | { readonly ok: true; readonly memento: Memento; readonly exchanges: readonly Exchange[] }
  | {
      readonly ok: false
      readonly reason: FailureReason
      readonly detail: string
      readonly exchanges: readonly Exchange[]
    }

/** A web archive: one file each kind, listed in index.ts. */
export interface Archive {
  readonly id: string
  /** All captures of an address between two instants (ISO 8601), revisits resolved by digest. */
  listCaptures(url: string, between: { readonly from: string; readonly to: string }): Promise<CaptureList>
  /**
   * The original bytes of a capture, or of the nearest one that the archive has instead, if that was made between the
   * two instants too.
   */
  replay(
    capture: Pick<ArchivedCapture, 'original' | 'datetime'>,
    between: { readonly from: string; readonly to: string },
  ): Promise<Replay>
}
