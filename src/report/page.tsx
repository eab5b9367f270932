import { changeKinds } from './composition.ts'
import { formatDate } from './format.ts'
import { approachId, changeClass, nationClass } from './links.ts'
import { renderDocument } from './render-document.tsx'
import { Candidates } from './sections/candidates.tsx'
import { Changes } from './sections/changes.tsx'
import { Corpus } from './sections/corpus.tsx'
import { Mentions } from './sections/mentions.tsx'
import { Methods } from './sections/methods.tsx'
import { Prevalence } from './sections/prevalence.tsx'
import { Summary } from './sections/summary.tsx'
import { nationNames, type View } from './view.ts'

/** The whole report as one HTML file; `style` is the style sheet. */
export function renderPage(view: View, style: string): string {
  const { study, data, software } = view
  return renderDocument(
    {
      title: `${study.title}: ${formatDate(data.from)} and ${formatDate(data.to)}`,
      version: software.version,
      style: style + selectionRules(view),
      contents: <Contents view={view} />,
    },
    <>
      <Summary view={view} />
      <Corpus view={view} />
      <Prevalence view={view} />
      <Changes view={view} />
      <Mentions view={view} />
      <Candidates view={view} />
      <Methods view={view} />
    </>,
  )
}

function Contents({ view }: { readonly view: View }) {
  return (
    <nav aria-label="Contents">
      <ol>
        <li>
          <a href="#summary">Summary</a>
        </li>
        <li>
          <a href="#corpus">The corpus</a>
        </li>
        <li>
          <a href="#prevalence">Prevalence</a>
        </li>
        <li>
          <a href="#changes">What changed</a>
        </li>
        <li>
          <a href="#mentions">Every mention</a>
          <ol>
            {view.data.approaches.map(({ approach, label }) => (
              <li>
                <a href={`#${approachId(approach)}`}>{label}</a>
              </li>
            ))}
          </ol>
        </li>
        <li>
          <a href="#candidates">Candidates</a>
        </li>
        <li>
          <a href="#methods">Methods</a>
        </li>
      </ol>
    </nav>
  )
}

/** Classes are positions in a list, so no document's text comes into the style sheet. */
function selectionRules(view: View): string {
  const classes = [
    ...nationNames(view.data).map((_, index) => nationClass(index)),
    ...changeKinds.map((_, index) => changeClass(index)),
  ]
  return classes
    .map((name) => `@media screen { .at-${name}:target ~ .documents > :not(.${name}) { display: none } }\n`)
    .join('')
}
