/** HTTP header lines in their order, names and values as they went over the wire (latin-1). */
export type HeaderPairs = readonly (readonly [name: string, value: string])[]

/** One request and its answer, as they went over the wire: what a WARC file keeps. The method is always GET. */
export interface Exchange {
  /** The true address that was asked for, without its fragment, wherever the connection led. */
  readonly url: string
  readonly startedAt: Date
  /** The address of the machine that answered; left out behind a proxy. */
  readonly ip?: string
  readonly request: {
    /** Path and query. */
    readonly target: string
    readonly headers: HeaderPairs
  }
  readonly response: {
    readonly status: number
    readonly statusText: string
    readonly headers: HeaderPairs
    /** Transfer-encoding removed, content-encoding kept. */
    readonly body: Uint8Array
    /** Whether the body was cut at a size limit, as only that of a robots.txt may be. */
    readonly truncated: boolean
  }
  /** Of a 304: when the answer whose body stands was given. */
  readonly unchangedSince?: Date
}

/** The values of a header, in their order; empty where it is absent. */
export function headerValues(headers: HeaderPairs, name: string): string[] {
  const wanted = name.toLowerCase()
  return headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value.trim())
}

/** The first value of a header, or null. */
export function headerValue(headers: HeaderPairs, name: string): string | null {
  return headerValues(headers, name)[0] ?? null
}
