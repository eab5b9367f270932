/** What the archive holds of one address at one time. */
export interface HeldCapture {
  readonly url: string
  /** ISO 8601 in UTC, to the second. */
  readonly datetime: string
  /** Default: 200. */
  readonly status?: number
  /** As the site gave them; `Location` as it was. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** The time of an earlier capture of the same address, whose answer it repeats. */
  readonly revisitOf?: string
}

export { digestOf, httpDate, stampOf, surtOf, timeOf } from '../../src/pipeline/demo-archive.ts'
