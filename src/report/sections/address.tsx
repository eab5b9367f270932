import type { JSX } from 'hono/jsx/jsx-runtime'

import { webAddress } from '../links.ts'

/** An address as a link where a reader may follow it. */
export function Address({ source }: { readonly source: string }): JSX.Element {
  const address = webAddress(source)
  return address === null ? <>{source}</> : <a href={address}>{source}</a>
}
