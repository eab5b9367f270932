import type { JSX } from 'hono/jsx/jsx-runtime'

import type { DocumentRow, MentionRow } from '../comparison-rows.ts'
import { formatDate } from '../format.ts'
import type { ShownMention, ShownText } from '../group-mentions.ts'
import { mentionAnchor } from '../links.ts'
import type { View } from '../view.ts'
import { Address } from './corpus.tsx'

/** One text of a document: where its bytes came from, and its mentions. */
export function MentionText(props: {
  readonly documentKey: string
  readonly text: ShownText
  readonly view: View
}): JSX.Element {
  const { documentKey, text, view } = props
  const { short } = view
  const when = { from: short.from, to: short.to, both: `${short.from} and ${short.to}, the same text` }[text.standing]
  const sources = [...new Map(text.documents.map((row) => [`${row.sha256} ${row.source}`, row])).values()]
  const last = text.documents.at(-1)
  return (
    <div class={`text at-${text.standing}`}>
      <p class="when">
        <strong>{when}</strong>
        {sources.map((row) => (
          <Source row={row} view={view} />
        ))}
      </p>
      <ol>
        {text.mentions.map((mention) => (
          <Mention
            id={mentionAnchor(documentKey, mention.row.mention_id)}
            mention={mention}
            document={last}
            view={view}
          />
        ))}
      </ol>
    </div>
  )
}

function Source({ row, view }: { readonly row: DocumentRow; readonly view: View }) {
  const stored = view.storedAddress(row, null)
  return (
    <span class="source">
      {row.published === null ? 'no date of publication' : `published ${formatDate(row.published)}`} ·{' '}
      <Address source={row.source} />
      {row.final_source !== null && row.final_source !== row.source && row.route !== 'local' && (
        <>
          , which led to <Address source={row.final_source} />
        </>
      )}
      {row.retrieved_at !== null && ` · retrieved ${formatDate(row.retrieved_at)}`}
      {row.sha256 !== null && (
        <>
          {' · '}
          <abbr class="hash" title={`SHA-256 ${row.sha256}`}>
            SHA-256 {row.sha256.slice(0, 12)}…
          </abbr>
        </>
      )}
      {stored !== null && (
        <>
          {' · '}
          <a href={stored}>stored file</a>
        </>
      )}
    </span>
  )
}

function Mention(props: {
  readonly id: string
  readonly mention: ShownMention
  readonly document: DocumentRow | undefined
  readonly view: View
}) {
  const { mention, document, view } = props
  const { row } = mention
  const stored = document ? view.storedAddress(document, row.page) : null
  const place = placeOf(row)
  return (
    <li id={props.id}>
      <blockquote>
        {mention.cutBefore && '… '}
        {mention.before}
        <mark>{mention.match}</mark>
        {mention.after}
        {mention.cutAfter && ' …'}
      </blockquote>
      <p class="where">
        {stored === null ? place : <a href={stored}>{place}</a>}
        {detailsOf(row).map((detail) => ` · ${detail}`)}
        {row.disputed && (
          <>
            {' · '}
            <strong class="disputed" title="Only one of two PDF readers spells it on this page">
              disputed
            </strong>
          </>
        )}
      </p>
    </li>
  )
}

function placeOf({ page, page_label: label }: MentionRow): string {
  if (page === null) return 'in the file'
  return label !== null && label !== String(page) ? `page ${page} (printed ${label})` : `page ${page}`
}

const zoneNames: Readonly<Record<string, string>> = {
  heading: 'heading',
  table: 'table',
  box: 'box or quotation',
  footnote: 'note',
  reference: 'reference list',
  glossary: 'glossary',
}

function detailsOf(row: MentionRow): string[] {
  const zone = zoneNames[row.zone]
  const section = headings(row.section)
  return [
    ...(zone === undefined ? [] : [zone]),
    ...(row.paragraph_number === null ? [] : [`paragraph ${row.paragraph_number}`]),
    ...(section.length > 0 ? [`under “${section.join(' › ')}”`] : []),
    ...(row.term === row.approach ? [] : [`term: ${row.term}`]),
  ]
}

function headings(section: string | null): string[] {
  const parsed: unknown = section === null ? [] : JSON.parse(section)
  return Array.isArray(parsed) ? parsed.map(String) : []
}
