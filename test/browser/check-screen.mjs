import { join } from 'node:path'

import { openReport } from './open-report.mjs'
import { findCut, findFaintText, findOverflow } from './in-page.mjs'

/** Pixels of height in a picture; Chromium fails on much taller ones. */
const tallest = 8000

/** A picture of the page from its top, as tall as it is or as can be. */
async function takePicture(page, path) {
  const window = page.viewportSize()
  const height = await page.evaluate(() => document.scrollingElement.scrollHeight)
  await page.setViewportSize({ ...window, height: Math.min(height, tallest) })
  await page.screenshot({ path })
  await page.setViewportSize(window)
}

/** What must hold on a screen of a size, with everything folded and with everything unfolded. */
export async function checkScreen(context, viewport) {
  const { tell, screens } = context
  const at = `${viewport.width} px wide`
  const { page, errors, requests, close } = await openReport(context, { viewport })
  await takePicture(page, join(screens, `report-${viewport.width}.png`))
  tell(`${at}: nothing is wider than the window`, await page.evaluate(findOverflow))
  tell(`${at}: text stands out from its background (4.5 to 1; large text 3 to 1)`, await page.evaluate(findFaintText))
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true
  })
  await takePicture(page, join(screens, `report-${viewport.width}-unfolded.png`))
  tell(`${at}, unfolded: nothing is wider than the window`, await page.evaluate(findOverflow))
  // On a telephone, wide tables scroll by themselves.
  if (viewport.width >= 1280) tell(`${at}, unfolded: nothing has to be scrolled sideways`, await page.evaluate(findCut))
  tell(`${at}, unfolded: text stands out from its background`, await page.evaluate(findFaintText))
  tell(`${at}: no errors or warnings in the console`, errors)
  tell(`${at}: no request leaves the disk`, requests)
  await close()
}
