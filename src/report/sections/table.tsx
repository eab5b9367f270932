import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'

/** A table with its caption in a box of its own that scrolls sideways where the page is narrow. */
export function Table(props: {
  readonly caption: string
  readonly class?: string
  readonly children?: Child
}): JSX.Element {
  return (
    <div class="table" role="region" aria-label={props.caption} tabindex={0}>
      <table class={props.class ?? ''}>
        <caption>
          <span>{props.caption}</span>
        </caption>
        {props.children}
      </table>
    </div>
  )
}
