import type { Extraction, Format } from '../../model/extraction.ts'
import type { FailureReason } from '../../model/outcome.ts'

/** What is known of a file before it is read. */
export interface SniffedFile {
  readonly bytes: Uint8Array
  /** Media type by the file's signature (file-type), undefined where it has none. */
  readonly signature: string | undefined
  /** Extension of its name, lower case, without the full stop; empty where there is none. */
  readonly extension: string
}

/** Limits that a reader keeps. */
export interface ReadLimits {
  /** Memory for the reader, in megabytes. */
  readonly megabytes: number
}

/** The text of a file, or the recorded reason why there is none. */
export type FormatReading =
  | { readonly ok: true; readonly extraction: Omit<Extraction, 'misnamed'> }
  | { readonly ok: false; readonly reason: FailureReason; readonly detail: string }

/** A format that can be read: how it is recognised by its bytes, and its reader. */
export interface DocumentFormat {
  readonly id: Format
  readonly mediaType: string
  /** Extensions that promise it, without the full stop. */
  readonly extensions: readonly string[]
  recognise(file: SniffedFile): boolean
  read(bytes: Uint8Array, limits: ReadLimits): Promise<FormatReading>
}
