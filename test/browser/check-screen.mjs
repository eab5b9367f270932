import { join } from 'node:path'

import { openReport } from './open-report.mjs'
import { findFaintText, findOverflow } from './in-page.mjs'

/** Chromium takes no picture of more than 16,384 pixels' height. */
const tallest = 16_000

async function takePicture(page, path) {
  const height = await page.evaluate(() => document.scrollingElement.scrollHeight)
  const { width } = page.viewportSize()
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, tallest) } })
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
  tell(`${at}, unfolded: text stands out from its background`, await page.evaluate(findFaintText))
  tell(`${at}: no errors or warnings in the console`, errors)
  tell(`${at}: no request leaves the disk`, requests)
  await close()
}
