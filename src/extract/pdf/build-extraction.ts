import type { Block, Box, Extraction, Join } from '../../model/extraction.ts'
import { addSections } from '../add-sections.ts'
import { assembleText } from './assemble.ts'
import { classifyColumns, classifyFlow } from './classify.ts'
import type { Draft } from './draft.ts'
import { findFurniture } from './furniture.ts'
import { groupLines } from './group-lines.ts'
import { countVocabulary } from './hyphens.ts'
import { joinBroken } from './join-broken.ts'
import { makeLines } from './lines.ts'
import type { Line } from './lines.ts'
import { unitsPerPoint } from './units.ts'
import type { Glyph, PdfDocument, PdfPage } from './pdf-page.ts'
import { orderColumns } from './reading-order.ts'
import type { Column } from './reading-order.ts'
import { cutSegments } from './segments.ts'
import { turnBox } from './turn-box.ts'
import { measureType } from './type-setting.ts'

/** Titles that programs leave in files. */
const noTitle = /^(?:untitled|microsoft word\b.*|.*\.(?:docx?|pdf|indd|pptx?|qxd)|document\d*|title)$/i

/** The blocks of a PDF, in reading order, from its characters. */
export function buildExtraction(document: PdfDocument): Omit<Extraction, 'misnamed'> {
  const lined = document.pages.map((page) => {
    const frame = frameSize(page)
    const lines = makeLines(cutSegments(page.glyphs, page.number))
    return { page, number: page.number, label: page.label, height: frame.height * unitsPerPoint, lines }
  })
  const furniture = findFurniture(lined, measureType(lined.map((page) => page.lines)))
  const columns: Column[][] = lined.map(({ lines }) => orderColumns(lines.filter((line) => !furniture.has(line))))
  const type = measureType(columns.flatMap((page) => page.map((column) => column.lines)))
  const drafts = columns.flatMap((page, at) =>
    page.flatMap((column, place) => groupLines(column, { type, page: lined[at]?.number ?? 0, column: place })),
  )
  classifyColumns(drafts, type)
  const flow = joinBroken(drafts)
  classifyFlow(flow)
  const vocabulary = countVocabulary(
    columns.flatMap((page) => page.flatMap((column) => column.lines.map((line) => line.text))),
  )
  const sizes = new Map(document.pages.map((page) => [page.number, page]))
  const toDisplay = (number: number, box: Box): Box => {
    const page = sizes.get(number)
    return page === undefined ? box : roundBox(turnBox(box, { sheet: frameSize(page), quarters: -page.turn }))
  }
  const joins: Join[] = []
  const blocks: Omit<Block, 'section' | 'number'>[] = []
  for (const draft of withFurniture(flow, { lined, furniture })) {
    const assembled = assembleText(draft.lines, { vocabulary, toDisplay })
    if (assembled.text === '') continue
    joins.push(...assembled.joins)
    blocks.push({ kind: draft.kind, level: draft.level, text: assembled.text, pieces: assembled.pieces })
  }
  const named = document.title !== null && !noTitle.test(document.title) ? document.title : null
  return {
    format: 'pdf',
    mediaType: 'application/pdf',
    title: named ?? blocks.find((block) => block.kind === 'title')?.text ?? null,
    pages: document.pages.map(({ number, label, width, height }) => ({ number, label, width, height })),
    blocks: addSections(blocks),
    joins,
  }
}

function frameSize(page: PdfPage): { width: number; height: number } {
  return page.turn % 2 === 1 ? { width: page.height, height: page.width } : { width: page.width, height: page.height }
}

function roundBox([left, top, right, bottom]: Box): Box {
  return [tenth(left), tenth(top), tenth(right), tenth(bottom)]
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** Adds each page's furniture, and what stands crosswise on it, after the last block that begins on the page. */
function withFurniture(
  flow: readonly Draft[],
  options: {
    readonly lined: readonly { readonly page: PdfPage; readonly lines: readonly Line[] }[]
    readonly furniture: ReturnType<typeof findFurniture>
  },
): Draft[] {
  const byPage = new Map<number, Draft[]>()
  for (const draft of flow) {
    const page = draft.lines[0]?.page ?? draft.page
    byPage.set(page, [...(byPage.get(page) ?? []), draft])
  }
  return options.lined.flatMap(({ page, lines }) => {
    const head: Draft[] = []
    const foot: Draft[] = []
    for (const line of lines) {
      const kind = options.furniture.get(line)
      if (kind !== undefined)
        (line.baseline < (frameSize(page).height / 2) * unitsPerPoint ? head : foot).push(
          asideOf([line.glyphs], page, kind),
        )
    }
    const crosswise = cutRuns(page.crosswise)
    if (crosswise.length > 0) foot.push(asideOf(crosswise, page, 'other'))
    return [...head, ...(byPage.get(page.number) ?? []), ...foot]
  })
}

function asideOf(lines: readonly Draft['lines'][number]['glyphs'][], page: PdfPage, kind: Draft['kind']): Draft {
  return {
    kind,
    level: null,
    lines: lines.map((glyphs) => ({ glyphs, page: page.number, before: 'flow' })),
    size: 0,
    bold: false,
    text: '',
    left: 0,
    full: false,
    page: page.number,
    column: -1,
  }
}

/** Glyphs that are set across the page have no lines in its frame: only the breaks of the file part them. */
function cutRuns(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = []
  for (const glyph of glyphs) {
    const run = runs.at(-1)
    if (run === undefined || glyph.afterBreak) runs.push([glyph])
    else run.push(glyph)
  }
  return runs
}
