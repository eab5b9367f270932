import { renderDocument, readStyle } from '../render-document.tsx'
import type { HarvestView } from './harvest-view.ts'
import { ByHand } from './sections/by-hand.tsx'
import { Distances } from './sections/distances.tsx'
import { FlowDiagram } from './sections/flow-diagram.tsx'
import { HarvestMethods } from './sections/harvest-methods.tsx'
import { HarvestSummary } from './sections/harvest-summary.tsx'
import { Matrix } from './sections/matrix.tsx'
import { Refusals } from './sections/refusals.tsx'

const sections = [
  ['summary', 'Summary'],
  ['flow', 'From found to obtained'],
  ['matrix', 'Each document at each date'],
  ['distances', 'How far from the date'],
  ['refusals', 'Refusals'],
  ['by-hand', 'To obtain by hand'],
  ['methods', 'Methods'],
] as const

/** The report of a harvest as one HTML file. */
export function renderHarvest(view: HarvestView): string {
  return renderDocument(
    {
      title: `Harvest: ${view.study.title}`,
      version: view.software.version,
      style: readStyle('harvest'),
      contents: (
        <nav aria-label="Contents">
          <ol>
            {sections.map(([id, name]) => (
              <li>
                <a href={`#${id}`}>{name}</a>
              </li>
            ))}
          </ol>
        </nav>
      ),
    },
    <>
      <HarvestSummary view={view} />
      <FlowDiagram view={view} />
      <Matrix view={view} />
      <Distances view={view} />
      <Refusals view={view} />
      <ByHand view={view} />
      <HarvestMethods view={view} />
    </>,
  )
}
