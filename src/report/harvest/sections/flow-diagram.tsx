import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'

import type { Screening, Tally } from '../../../model/screening.ts'
import { formatCount, formatDate, plural } from '../../format.ts'
import type { SnapshotCounts } from '../flow.ts'
import type { HarvestView } from '../harvest-view.ts'
import { outcomes, outcomeSigns, type OutcomeKind } from '../outcomes.ts'

/** Reasons that are named one by one; people write many. */
const mostReasons = 8

/** From what was identified to what was obtained, as a diagram of boxes that reads as a list. */
export function FlowDiagram({ view }: { readonly view: HarvestView }): JSX.Element {
  const { flow, words } = view
  const { screening } = flow
  return (
    <section id="flow">
      <h2>From found to obtained</h2>
      <p>{screening === null ? words.flow.registry_alone : words.flow.intro}</p>
      <ol class="flow">
        {screening === null ? (
          <Step name="Identified">
            <Box title={`${plural(flow.registry, 'document')} in the registry`} />
          </Step>
        ) : (
          <Found screening={screening} known={flow.known} />
        )}
        <Step name="Included" aside={screening && <NotJoined screening={screening} />}>
          <Box title={`${plural(flow.registry, 'document')} in the registry`} />
        </Step>
        <Step name="Obtained">
          {flow.snapshots.map((counts) => (
            <SnapshotBox counts={counts} view={view} />
          ))}
        </Step>
      </ol>
    </section>
  )
}

function Found({ screening, known }: { readonly screening: Screening; readonly known: number }) {
  const { identified, undecided, excluded } = screening
  const found = sumOf(identified)
  const out = sumOf(excluded)
  const named = excluded.slice(0, mostReasons)
  const rest = sumOf(excluded.slice(mostReasons))
  return (
    <>
      <Step name="Identified">
        <Box
          title={`${plural(found, 'page')} proposed`}
          lines={identified.map(({ name, count }) => ({ name: `by ${name}`, count }))}
        />
        <Box title={`${plural(known, 'document')} known beforehand`} />
      </Step>
      <Step
        name="Screened"
        aside={
          <>
            <Box
              title={`${formatCount(out)} excluded`}
              lines={[...named, ...(rest > 0 ? [{ name: 'for other reasons', count: rest }] : [])]}
            />
            {undecided > 0 && <Box title={`${formatCount(undecided)} not decided on yet`} />}
          </>
        }
      >
        <Box title={`${plural(found - undecided, 'page')} screened by a person`} />
      </Step>
    </>
  )
}

function NotJoined({ screening: { included, joined } }: { readonly screening: Screening }) {
  return included > joined ? (
    <Box title={`${plural(included - joined, 'page')} included, but not in the registry yet`} />
  ) : (
    <></>
  )
}

function SnapshotBox({ counts, view }: { readonly counts: SnapshotCounts; readonly view: HarvestView }) {
  const of = (kind: OutcomeKind): Tally[] =>
    outcomes
      .filter((outcome) => outcomeSigns[outcome].kind === kind && counts.of[outcome] > 0)
      .map((outcome) => ({ name: view.words.outcomes[outcome].name, count: counts.of[outcome] }))
  return (
    <div class="date-boxes">
      <p class="box-date">As at {formatDate(counts.snapshot)}</p>
      <Box title={`${formatCount(counts.obtained)} obtained`} lines={of('obtained')} />
      <Box title={`${formatCount(counts.missing)} missing`} lines={of('missing')} class="missing" />
      <Box
        title={`${formatCount(counts.of.not_yet_published + counts.of.out)} not standing`}
        lines={of('none')}
        class="none"
      />
    </div>
  )
}

function Step(props: { readonly name: string; readonly aside?: Child; readonly children?: Child }) {
  return (
    <li>
      <p class="step">{props.name}</p>
      <div class="boxes">{props.children}</div>
      {props.aside && <div class="aside">{props.aside}</div>}
    </li>
  )
}

function Box(props: { readonly title: string; readonly lines?: readonly Tally[]; readonly class?: string }) {
  const { title, lines = [] } = props
  return (
    <div class={`box ${props.class ?? ''}`}>
      <p>{title}</p>
      {lines.length > 0 && (
        <ul>
          {lines.map(({ name, count }) => (
            <li>
              {formatCount(count)} {name}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function sumOf(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, { count }) => sum + count, 0)
}
