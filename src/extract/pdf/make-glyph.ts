import type { Glyph } from './pdf-page.ts'
import { placeLength, plainStyle } from './read-characters.ts'
import type { RawCharacters } from './read-characters.ts'
import { toUnits } from './units.ts'

/** A page's box in the file's own coordinates: points, y upwards. */
export interface Sheet {
  readonly left: number
  readonly bottom: number
  readonly width: number
  readonly height: number
}

/** The turn of most characters; the page's own rotation where there are none. */
export function mainTurn(turns: readonly number[], rotation: number): number {
  const counts = [0, 0, 0, 0]
  for (const turn of turns) if (turn >= 0) counts[turn] = (counts[turn] ?? 0) + 1
  const most = Math.max(...counts)
  return most === 0 || counts[rotation] === most ? rotation : counts.indexOf(most)
}

/** A character in a frame turned so that text of the main turn runs to the right. */
export function makeGlyph(
  raw: RawCharacters,
  options: { readonly at: number; readonly sheet: Sheet; readonly quarters: number },
): Glyph {
  const { at, sheet, quarters } = options
  const { places } = raw
  const from = at * placeLength
  const right = (places[from + 2] ?? 0) - sheet.left
  const left = (places[from] ?? 0) - sheet.left
  const top = (places[from + 1] ?? 0) - sheet.bottom
  const bottom = (places[from + 3] ?? 0) - sheet.bottom
  const x = (places[from + 4] ?? 0) - sheet.left
  const y = (places[from + 5] ?? 0) - sheet.bottom
  const { width, height } = sheet
  const [start, end, baseline] =
    quarters === 1
      ? [bottom, top, x]
      : quarters === 2
        ? [width - right, width - left, y]
        : quarters === 3
          ? [height - top, height - bottom, width - x]
          : [left, right, height - y]
  const text = raw.letters[at] ?? ''
  return {
    index: raw.indexes[at] ?? -1,
    text,
    left: toUnits(start ?? 0),
    right: toUnits(end ?? 0),
    baseline: toUnits(baseline ?? 0),
    size: raw.sizes[at] ?? 0,
    style: raw.styles[at] ?? plainStyle,
    space: text === ' ',
    afterBreak: raw.afterBreak[at] === true,
  }
}
