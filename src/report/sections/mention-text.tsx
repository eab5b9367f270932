import type { JSX } from 'hono/jsx/jsx-runtime'

import type { DocumentRow, MentionRow } from '../comparison-rows.ts'
import { formatDate, formatDistance } from '../format.ts'
import type { ShownMention, ShownText } from '../group-mentions.ts'
import { mentionAnchor } from '../links.ts'
import type { View } from '../view.ts'
import { Address } from './address.tsx'

/** One text of a document: where its bytes came from, and its mentions. */
export function MentionText(props: {
  readonly documentKey: string
  readonly text: ShownText
  readonly view: View
}): JSX.Element {
  const { documentKey, text, view } = props
  const { short } = view
  const when = { from: short.from, to: short.to, both: `${short.from} and ${short.to}, the same text` }[text.standing]
  const sources = [...new Map(text.documents.map((row) => [wayOf(row), row])).values()]
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

/** Texts of two dates that were got in one way are told of once; of an archive, the distance is to each date. */
function wayOf({ sha256, source, snapshot, archive, route }: DocumentRow): string {
  return JSON.stringify([sha256, source, route, archive, archive === null ? null : snapshot])
}

function Source({ row, view }: { readonly row: DocumentRow; readonly view: View }) {
  const stored = view.storedAddress(row, null)
  return (
    <span class="source">
      {row.published === null ? 'no date of publication' : `published ${formatDate(row.published)}`} ·{' '}
      <Address source={row.source} />
      {row.final_source !== null && row.final_source !== row.source && isWeb(row.route) && (
        <>
          , which led to <Address source={row.final_source} />
        </>
      )}
      <Way row={row} />
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

/** What a local file or one supplied by hand calls its end is a name, and no address to which another led. */
function isWeb(route: string | null): boolean {
  return route !== 'local' && route !== 'supplied'
}

/** How the bytes came here, as far as the address does not tell. */
function Way({ row }: { readonly row: DocumentRow }) {
  const when = row.retrieved_at === null ? null : formatDate(row.retrieved_at)
  if (row.route === 'supplied') {
    return (
      <>
        {` · supplied by hand${when === null ? '' : ` on ${when}`}`}
        {row.supplied_from !== null && (
          <>
            , from <Address source={row.supplied_from} />
          </>
        )}
        {row.note !== null && `; ${row.note}`}
      </>
    )
  }
  return (
    <>
      {row.archive !== null && ` · ${captureWords(row)}`}
      {when !== null && ` · retrieved ${when}`}
    </>
  )
}

function captureWords({ archive, memento_datetime: time, distance_days: days, snapshot }: DocumentRow): string {
  const captured = time === null ? [] : [`captured ${formatDate(time)}`]
  return [`from the archive ${archive}`, ...captured, ...(days === null ? [] : [formatDistance(days, snapshot)])].join(
    ', ',
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
