import { parse } from 'yaml'

/** What a source file's head says: where the made file stands and how it looks. */
export interface SourceHead {
  /** Address of the file; its host and path are its place under site/. */
  readonly url: string
  readonly title: string
  readonly subtitle?: string
  readonly issuer: string
  /** As printed, such as `March 2018`. */
  readonly dated: string
  /** Day written into the file's own data, YYYY-MM-DD. */
  readonly made: string
  readonly columns?: 1 | 2
  /** PDF: with a structure tree. */
  readonly tagged?: boolean
  /** PDF: without a page of its own for the title. */
  readonly cover?: boolean
  /** PDF: a page with the headings and their pages. */
  readonly contents?: boolean
  /** PDF: cover and contents numbered i, ii, the text from 1; page labels say so. */
  readonly roman?: boolean
  /** PDF: `sans` and `serif` are the standard fonts; `embedded` is Liberation Sans, with ligatures. */
  readonly font?: 'sans' | 'serif' | 'embedded'
  readonly justified?: boolean
  /** PDF: streams deflated, as most software writes them. */
  readonly compressed?: boolean
  /** Running header; default: the title. */
  readonly header?: string
  readonly colour?: string
  /** HTML: the encoding that the page declares. */
  readonly charset?: 'utf-8' | 'windows-1252'
  /** What the finished bytes suffer: cut off half way. */
  readonly damage?: 'truncated'
}

/** A block of a source: text may hold [^1], a note's mark, and {br}, {col}, {page}, forced breaks. */
export type SourceBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'box'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'break' }

/** A source file, read. */
export interface SourceDocument {
  readonly head: SourceHead
  readonly blocks: readonly SourceBlock[]
  /** Text of the notes by their number. */
  readonly notes: ReadonlyMap<string, string>
}

/** Reads a source: YAML between two lines of three hyphens, then blocks of a small Markdown, parted by empty lines. */
export function readSource(text: string): SourceDocument {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? []
  if (head === undefined || body === undefined) throw new Error('a source begins with its head between two lines ---')
  const blocks: SourceBlock[] = []
  const notes = new Map<string, string>()
  for (const part of body.trim().split(/\n\s*\n/)) readPart(part.trim(), blocks, notes)
  return { head: parse(head) as SourceHead, blocks, notes }
}

function readPart(part: string, blocks: SourceBlock[], notes: Map<string, string>): void {
  const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
  const heading = /^(#{1,3}) (.*)$/.exec(part)
  if (heading) {
    blocks.push({ kind: 'heading', level: (heading[1] ?? '').length as 1 | 2 | 3, text: heading[2] ?? '' })
  } else if (part === '{newpage}') {
    blocks.push({ kind: 'break' })
  } else if (part.startsWith('[^')) {
    for (const note of part.split(/\n(?=\[\^)/)) {
      const [, mark = '', text = ''] = /^\[\^(\d+)\]: ([\s\S]*)$/.exec(note) ?? []
      notes.set(mark, oneLine(text))
    }
  } else if (part.startsWith('- ')) {
    for (const item of part.slice(2).split(/\n- /)) blocks.push({ kind: 'item', text: oneLine(item) })
  } else if (part.startsWith('> ')) {
    const lines = part.split('\n').map((line) => line.replace(/^> ?/, ''))
    blocks.push({ kind: 'box', paragraphs: lines.join('\n').split(/\n\n/).map(oneLine) })
  } else if (part.startsWith('| ')) {
    const rows = part.split('\n').map((line) => line.replace(/^\|\s*|\s*\|$/g, '').split(/\s*\|\s*/))
    blocks.push({ kind: 'table', rows })
  } else {
    blocks.push({ kind: 'paragraph', text: oneLine(part) })
  }
}
