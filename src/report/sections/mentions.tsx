import type { JSX } from 'hono/jsx/jsx-runtime'

import type { ApproachRow } from '../comparison-rows.ts'
import { changeKinds } from '../composition.ts'
import { formatDate, plural } from '../format.ts'
import { groupMentions, type ShownDocument } from '../group-mentions.ts'
import { approachId, changeClass, documentId, nationClass, selectionId } from '../links.ts'
import { allGroup, nationNames, prevalencePairs, type View } from '../view.ts'
import { fill } from '../words.ts'
import { MentionText } from './mention-text.tsx'

/** Every mention in context, by approach, document and text. */
export function Mentions({ view }: { readonly view: View }): JSX.Element {
  const { data, words } = view
  return (
    <section id="mentions">
      <h2>Every mention in context</h2>
      <p>{words.mentions.intro}</p>
      {data.mentions.some((row) => row.disputed) && <p>{words.mentions.disputed}</p>}
      {data.approaches.map((approach) => (
        <ApproachMentions approach={approach} view={view} />
      ))}
      <SecondOnly view={view} />
    </section>
  )
}

function ApproachMentions({ approach, view }: { readonly approach: ApproachRow; readonly view: View }) {
  const { data, words, short } = view
  const mentions = data.mentions.filter((row) => row.approach === approach.approach)
  const documents = groupMentions(mentions, { documents: data.documents, dates: data })
  const id = approachId(approach.approach)
  if (documents.length === 0) {
    const [pair] = prevalencePairs({ ...data, approaches: [approach] }, [allGroup])
    return (
      <div class="approach">
        <h3 id={id}>{approach.label}</h3>
        <p class="nothing">
          {fill(words.mentions.none, {
            approach: approach.label,
            from: formatDate(data.from),
            to: formatDate(data.to),
            from_obtained: plural(pair?.from.obtained ?? 0, 'document'),
            to_obtained: plural(pair?.to.obtained ?? 0, 'document'),
          })}
        </p>
      </div>
    )
  }
  const count = (date: string): string => plural(mentions.filter((row) => row.snapshot === date).length, 'mention')
  return (
    <div class="approach">
      <h3 id={id}>{approach.label}</h3>
      <p class="tally">
        {short.from}: {count(data.from)} · {short.to}: {count(data.to)} · {plural(documents.length, 'document')}
      </p>
      <Selections approach={approach} view={view} />
      <div class="documents">
        {documents.map((document) => (
          <Document approach={approach} document={document} view={view} />
        ))}
      </div>
    </div>
  )
}

/** Targets of the numbers in tables: while one is the page's target, the style sheet shows its sentences alone. */
function Selections({ approach, view }: { readonly approach: ApproachRow; readonly view: View }) {
  const { data, words } = view
  const nations = nationNames(data)
  const selections: readonly { readonly only: string | null; readonly label: string }[] = [
    { only: null, label: '' },
    ...nations.map((nation, index) => ({ only: nationClass(index), label: nation })),
    ...changeKinds.map((change, index) => ({
      only: changeClass(index),
      label: words.changes.kinds[change].toLowerCase(),
    })),
  ]
  return (
    <>
      {selections.flatMap(({ only, label }) =>
        (['from', 'to'] as const).map((date) => (
          <p
            class={`selection at-${date}${only === null ? '' : ` at-${only}`}`}
            id={selectionId(approach.approach, { date, only })}
          >
            Shown: as at {formatDate(data[date])}
            {label && `, ${label}`}. <a href={`#${approachId(approach.approach)}`}>Show all</a>
          </p>
        )),
      )}
    </>
  )
}

function Document(props: { readonly approach: ApproachRow; readonly document: ShownDocument; readonly view: View }) {
  const { approach, document, view } = props
  const names = nationNames(view.data)
  const own = view.data.nations.filter((row) => row.document_key === document.documentKey).map((row) => row.nation)
  const standing = new Set(document.texts.flatMap(({ standing: at }) => (at === 'both' ? ['from', 'to'] : [at])))
  const change = view.data.changes.find((row) => row.document_key === document.documentKey)?.change
  const classes = [
    'document',
    ...own.map((nation) => nationClass(names.indexOf(nation))),
    ...[...standing].map((at) => `in-${at}`),
    ...(change === undefined ? [] : [changeClass(changeKinds.indexOf(change))]),
  ]
  return (
    <article class={classes.join(' ')} id={documentId(approach.approach, document.documentKey)}>
      <h4>
        {document.title}
        <span class="by">{[document.issuer, own.join(', ')].filter(Boolean).join(' · ')}</span>
      </h4>
      {document.texts.map((text) => (
        <MentionText documentKey={document.documentKey} text={text} view={view} />
      ))}
    </article>
  )
}

function SecondOnly({ view }: { readonly view: View }) {
  const { data, words, short } = view
  if (data.secondOnly.length === 0) return <></>
  const titles = new Map(data.documents.map((row) => [row.document_key, row.title]))
  return (
    <>
      <h3 id="second-only">Spelled by the second reader alone</h3>
      <p>{words.mentions.second_only}</p>
      <ul>
        {data.secondOnly.map((row) => (
          <li>
            {titles.get(row.document_key) ?? row.document_key}, {row.snapshot === data.from ? short.from : short.to}
            {row.page !== null && `, page ${row.page}`} ({row.term}): “{row.context}”
          </li>
        ))}
      </ul>
    </>
  )
}
