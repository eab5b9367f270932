import type { Box } from '../../model/extraction.ts'

/** Width and height in points. */
export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Where a box lies after its sheet was turned clockwise.
 *
 * @param box on the sheet before, origin at the top left, y downwards
 * @param options.sheet size of the sheet before
 * @param options.quarters quarter turns clockwise
 */
export function turnBox(box: Box, options: { readonly sheet: Size; readonly quarters: number }): Box {
  const [left, top, right, bottom] = box
  const { width, height } = options.sheet
  switch (((options.quarters % 4) + 4) % 4) {
    case 1:
      return [height - bottom, left, height - top, right]
    case 2:
      return [width - right, height - bottom, width - left, height - top]
    case 3:
      return [top, width - right, bottom, width - left]
    default:
      return box
  }
}
