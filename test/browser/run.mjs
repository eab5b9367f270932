/*
 * Opens the demo's report, or the one that the command line names, from disk in Chromium: on a wide screen, on a
 * telephone, without JavaScript and on paper, and checks what a reader would stumble over. Pictures of it go to
 * .policylens/screens. Exit code 1 when something fails.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

import { chromium } from 'playwright-core'

import { checkNode, ensureBuilt, ensureInstalled, root } from '../../src/setup/ensure-ready.mjs'
import { checkPrint } from './check-print.mjs'
import { checkScreen } from './check-screen.mjs'
import { checkStructure } from './check-structure.mjs'

checkNode()
ensureInstalled()
ensureBuilt()

const named = process.argv[2]
const report = resolve(named ?? join(root, '.policylens/demo/reports/2020-06-30-2022-12-31/index.html'))
const screens = join(root, '.policylens/screens')
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

if (!existsSync(executablePath)) {
  process.stdout.write(`There is no Chromium at ${executablePath}: install it, or name another by CHROMIUM.\n`)
  process.exit(1)
}
if (named === undefined) {
  // Made again, so that what is looked at is what the present sources make.
  const made = spawnSync(process.execPath, [join(root, 'src/setup/start.mjs')], { stdio: ['ignore', 'ignore', 'pipe'] })
  if (made.status !== 0) {
    process.stderr.write(made.stderr)
    process.exit(1)
  }
}
if (!existsSync(report)) {
  process.stdout.write(`There is no report at ${report}.\n`)
  process.exit(1)
}
mkdirSync(screens, { recursive: true })

const failures = []
/** Prints one line a check, and at most ten of the things that are wrong. */
function tell(what, wrong) {
  process.stdout.write(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} ${what}\n`)
  for (const one of wrong.slice(0, 10)) process.stdout.write(`     ${one}\n`)
  if (wrong.length > 10) process.stdout.write(`     and ${wrong.length - 10} more\n`)
  if (wrong.length > 0) failures.push(what)
}

const browser = await chromium.launch({ executablePath, args: quiet })
try {
  const context = { browser, url: pathToFileURL(report).href, screens, tell }
  await checkScreen(context, { width: 1280, height: 900 })
  await checkScreen(context, { width: 390, height: 844 })
  await checkStructure(context, { file: report })
  await checkPrint(context)
} catch (error) {
  tell('Chromium opens the report', [error.message])
} finally {
  await browser.close()
}
process.stdout.write(`Pictures: ${screens}\n`)
process.stdout.write(failures.length === 0 ? 'The report is as it should be.\n' : `Failed: ${failures.join('; ')}\n`)
process.exitCode = failures.length === 0 ? 0 : 1
