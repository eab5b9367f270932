import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { findCut, findFaintText, findOverflow } from './in-page.mjs'
import { openReport } from './open-report.mjs'

/** A4 less margins of 18 mm, at 96 pixels an inch. */
const paper = { width: 657, height: 986 }

/** What must hold on paper: nothing is cut, nothing is lost; the printed first page is kept as a picture. */
export async function checkPrint(context) {
  const { tell, screens } = context
  const { page, errors, close } = await openReport(context, { viewport: paper })
  const words = await page.evaluate(() => document.querySelector('main').textContent.length)
  await page.emulateMedia({ media: 'print' })
  tell('on paper: nothing is wider than the page', await page.evaluate(findOverflow))
  tell('on paper: nothing is cut', await page.evaluate(findCut))
  tell('on paper: text stands out from its background', await page.evaluate(findFaintText))
  const file = join(screens, 'report.pdf')
  const bytes = await page.pdf({
    path: file,
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: false,
    tagged: true,
  })
  tell('on paper: it prints', bytes.length > 10_000 && words > 0 ? [] : ['there is nothing in the printed file'])
  tell('on paper: no errors or warnings in the console', errors)
  await close()
  // Poppler draws what was printed, not what Chromium would show.
  const args = ['-r', '80', '-png', '-f', '1', '-l', '1', '-singlefile', file, join(screens, 'print-page-1')]
  if (spawnSync('pdftoppm', args).status !== 0) {
    process.stdout.write('     pdftoppm is not installed: there is no picture of the printed page\n')
  }
}
