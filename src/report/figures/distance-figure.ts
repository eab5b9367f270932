import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'

import { namePicture, type PictureNames } from './name-picture.ts'

/** Captures of one span of days, `first` to `last` from the date; none is on both sides of it. */
export interface DistanceFigureRow {
  /** The date, in words. */
  readonly label: string
  readonly first: number
  readonly last: number
  readonly isAfter: boolean
  readonly count: number
}

/** Size and names of the figure. */
export interface DistanceFigureOptions extends PictureNames {
  /** Width in pixels for which type and margins are set. */
  readonly width: number
  /** Labels of all dates in order, also of those without captures. */
  readonly labels: readonly string[]
}

const rowHeight = 96

/**
 * Captures by their days from the date, a row of bars for each date. Bars before the date are black, those after it
 * white, so that no colour is needed to tell them apart. Gives an SVG element as text.
 */
export function distanceFigure(rows: readonly DistanceFigureRow[], options: DistanceFigureOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const narrow = options.width < 500
  const most = Math.max(...rows.map((row) => row.count))
  const place = { fy: 'label', x1: (row: DistanceFigureRow) => row.first - 1, x2: 'last', y1: 0, y2: 'count' } as const
  const figure: unknown = Plot.plot({
    document,
    className: 'figure',
    width: options.width,
    height: options.labels.length * rowHeight + 46,
    marginLeft: 8,
    marginRight: 8,
    marginTop: 0,
    marginBottom: 44,
    x: { domain: domainOf(rows) },
    // Room above the bars for their counts and the name of the date.
    y: { domain: [0, most * 1.75], axis: null },
    fy: { domain: options.labels, axis: null, padding: 0.12 },
    marks: [
      Plot.gridX({ ticks: narrow ? 4 : 9, strokeOpacity: 0.15 }),
      Plot.ruleY([0], { strokeOpacity: 0.5 }),
      Plot.axisX({
        ticks: narrow ? 4 : 9,
        tickFormat: (days: number) => (days === 0 ? 'date' : `${days < 0 ? '−' : '+'}${Math.abs(days)}`),
        label: narrow ? 'days from the date' : 'Days from the date to the capture (− before, + after)',
        labelAnchor: 'left',
        labelArrow: 'none',
        labelOffset: 38,
        fontSize: 12,
      }),
      Plot.rectY(
        rows.filter((row) => !row.isAfter),
        { ...place, fill: 'currentColor', insetLeft: 1.5 },
      ),
      Plot.rectY(
        rows.filter((row) => row.isAfter),
        { ...place, fill: 'white', stroke: 'currentColor', strokeWidth: 1.5, insetLeft: 1.5, insetRight: 1.5 },
      ),
      Plot.text(rows, {
        fy: 'label',
        x: (row: DistanceFigureRow) => (row.first - 1 + row.last) / 2,
        y: 'count',
        text: (row: DistanceFigureRow) => String(row.count),
        dy: -8,
        fontSize: 11,
      }),
      Plot.ruleX([0], { strokeWidth: 1.5, strokeDasharray: '3 3' }),
      Plot.text(options.labels, {
        fy: (label: string) => label,
        text: (label: string) => label,
        frameAnchor: 'top-left',
        fontWeight: 650,
        fontSize: 14,
      }),
    ],
  })
  return namePicture(figure, document, options)
}

function domainOf(rows: readonly DistanceFigureRow[]): [number, number] {
  return [Math.min(-60, ...rows.map((row) => row.first - 1)), Math.max(60, ...rows.map((row) => row.last))]
}
