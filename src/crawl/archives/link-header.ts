/** One link of a `Link` header or of a TimeMap. */
export interface WebLink {
  readonly url: string
  /** Its relations, in lower case: one link may be `first`, `last` and `memento` at once. */
  readonly rels: readonly string[]
  /** Its other parameters by name, in lower case. */
  readonly parameters: ReadonlyMap<string, string>
}

const longest = 64 * 1024

/**
 * Reads a `Link` header (RFC 8288). Addresses and dates may hold commas, so links are told apart by the angle bracket
 * that follows; what is no link is left out.
 */
export function parseLinkHeader(header: string): WebLink[] {
  return header
    .slice(0, longest)
    .split(/,(?=\s*<)/)
    .flatMap((part) => {
      const end = part.indexOf('>')
      const begin = part.indexOf('<')
      if (begin < 0 || end < begin) return []
      const pairs = [...part.slice(end + 1).matchAll(/;\s*([^\s=;,"]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]*))/g)]
      const parameters = new Map(pairs.map(([, name = '', quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? '']))
      const rels = (parameters.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
      return [{ url: part.slice(begin + 1, end).trim(), rels, parameters }]
    })
}

/** The address in `Link rel=original` of a memento's headers (RFC 7089, section 2.2.1); null where there is none. */
export function findOriginal(headers: readonly string[]): string | null {
  return headers.flatMap(parseLinkHeader).find(({ rels }) => rels.includes('original'))?.url ?? null
}
