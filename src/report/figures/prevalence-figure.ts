import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

import { namePicture, type PictureNames } from './name-picture.ts'

/** A share with its interval, 0 to 1; null where nothing was obtained. */
export interface FigureRow {
  readonly label: string
  /** The date, short. */
  readonly date: string
  readonly earlier: boolean
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
  /** What stands at the right: the count behind the share. */
  readonly note: string
}

/** Size and names of a figure. */
export interface FigureOptions extends PictureNames {
  /** Width in pixels for which type and margins are set. */
  readonly width: number
  /** Greatest share on the axis, 0 to 1. */
  readonly most: number
}

const lineHeight = 22

/**
 * Shares with their intervals at two dates, a pair of lines under each label. The earlier date is hollow and dashed, the
 * later filled and solid, so that no colour is needed to tell them apart. Gives an SVG element as text.
 */
export function prevalenceFigure(rows: readonly FigureRow[], options: FigureOptions): string {
  const labels = [...new Set(rows.map((row) => row.label))]
  const dates = [...new Set(rows.map((row) => row.date))]
  const narrow = options.width < 500
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const figure: unknown = Plot.plot({
    document,
    className: 'figure',
    width: options.width,
    height: labels.length * (lineHeight * (dates.length + 1) + 6) + 50,
    // Two dates of one year are written out and need more room than two years.
    marginLeft: Math.max(narrow ? 40 : 54, 18 + 7 * Math.max(0, ...dates.map((date) => date.length))),
    marginRight: narrow ? 70 : 170,
    marginTop: 0,
    marginBottom: 44,
    x: { domain: [0, options.most * 100] },
    y: { domain: ['', ...dates] },
    fy: { domain: labels, axis: null, padding: 0.04 },
    marks: [
      Plot.gridX({ ticks: narrow ? 4 : 8, strokeOpacity: 0.15 }),
      Plot.ruleX([0], { strokeOpacity: 0.5 }),
      Plot.axisX({
        ticks: narrow ? 4 : 8,
        label: narrow ? 'per cent of the documents obtained' : 'Share of the documents obtained, per cent',
        labelAnchor: 'left',
        labelArrow: 'none',
        labelOffset: 38,
        fontSize: 12,
      }),
      Plot.axisY({ label: null, tickSize: 0, fontSize: 12 }),
      ...labels.map((label) => labelMark(label)),
      ...intervalMarks(
        rows.filter((row) => row.earlier),
        { dashed: true },
      ),
      ...intervalMarks(
        rows.filter((row) => !row.earlier),
        { dashed: false },
      ),
      Plot.text(rows, {
        ...place,
        x: () => options.most * 100,
        text: 'note',
        textAnchor: 'start',
        dx: 10,
        fontSize: 12,
        fontVariant: 'tabular-nums',
      }),
    ],
  })
  return namePicture(figure, document, options)
}

const place = { fy: 'label', y: 'date' } as const

function labelMark(label: string): Plot.Markish {
  return Plot.text([label], {
    fy: [label],
    y: [''],
    x: [0],
    text: [label],
    textAnchor: 'start',
    fontWeight: 650,
    fontSize: 14,
    dx: 2,
    dy: 3,
  })
}

function intervalMarks(rows: readonly FigureRow[], { dashed }: { readonly dashed: boolean }): Plot.Markish[] {
  const known = rows.filter((row) => row.share !== null)
  const low = (row: FigureRow): number => (row.low ?? 0) * 100
  const high = (row: FigureRow): number => (row.high ?? 0) * 100
  const share = (row: FigureRow): number => (row.share ?? 0) * 100
  const ends = { ...place, inset: 6, strokeWidth: 1.5 }
  return [
    Plot.ruleY(known, {
      ...place,
      x1: low,
      x2: high,
      strokeWidth: 1.75,
      ...(dashed ? { strokeDasharray: '4 3' } : {}),
    }),
    Plot.tickX(known, { ...ends, x: low }),
    Plot.tickX(known, { ...ends, x: high }),
    Plot.dot(known, {
      ...place,
      x: share,
      r: 5,
      fill: dashed ? 'white' : 'currentColor',
      stroke: 'currentColor',
      strokeWidth: 2,
    }),
  ]
}
