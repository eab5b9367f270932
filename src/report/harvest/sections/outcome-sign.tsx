import type { JSX } from 'hono/jsx/jsx-runtime'

import type { HarvestWords } from '../harvest-words.ts'
import { outcomeSigns, type Outcome } from '../outcomes.ts'

/** The sign of an outcome, with its name for those who do not see it. */
export function OutcomeSign(props: { readonly outcome: Outcome; readonly words: HarvestWords }): JSX.Element {
  const { sign, kind } = outcomeSigns[props.outcome]
  return (
    <span class={`sign ${kind}`} role="img" aria-label={props.words.outcomes[props.outcome].name}>
      {sign}
    </span>
  )
}
