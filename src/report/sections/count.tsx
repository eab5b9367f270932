import type { JSX } from 'hono/jsx/jsx-runtime'

import { formatCount } from '../format.ts'

/** The mark of a small count. */
export function Dagger(): JSX.Element {
  return (
    <abbr class="dagger" title="Fewer than five documents">
      †
    </abbr>
  )
}

/** A number that leads to its sentences; nought leads nowhere. */
export function Count({ count, target }: { readonly count: number; readonly target: string }): JSX.Element {
  return count === 0 ? <>0</> : <a href={target}>{formatCount(count)}</a>
}
