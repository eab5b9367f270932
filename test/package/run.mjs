/*
 * Takes the way of a new user in an empty folder: clones the project and lets `npx policylens` make it ready, packs it,
 * installs the package globally, and works with the installed command on documents of one's own. Exit code 1 when
 * something is not as it should be.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { copyProject } from './copy-project.mjs'
import { measureFolder } from './measure-folder.mjs'
import { findMissingFiles } from './missing-files.mjs'
import { runCommand } from './run-command.mjs'
import { useInstalled } from './use-installed.mjs'

const temp = mkdtempSync(join(tmpdir(), 'policylens-package-'))
const failures = []

/** Prints one line a check, and what was found where it failed. */
function check(what, good, found = '') {
  process.stdout.write(`${good ? 'ok  ' : 'FAIL'} ${what}\n`)
  if (good) return
  failures.push(what)
  if (found) process.stdout.write(`${found.trimEnd().replace(/^/gm, '     ')}\n`)
}

/** Runs a command that must succeed for the rest to make sense. */
function need(what, command, options) {
  const answer = runCommand(command, options)
  check(`${what} (${answer.seconds.toFixed(1)} s)`, answer.code === 0, answer.stdout + answer.stderr)
  if (answer.code !== 0) throw new Error(`${what} failed, so nothing after it was checked`)
  return answer
}

try {
  const clone = join(temp, 'clone')
  process.stdout.write(`${copyProject(clone)}\n`)
  const help = need('npx policylens --help in a fresh clone', ['npx', 'policylens', '--help'], { cwd: clone })
  check('it prints the help', help.stdout.includes('Usage: policylens'), help.stdout)
  need('npm run build', ['npm', 'run', 'build'], { cwd: clone })
  const packed = need('npm pack', ['npm', 'pack', '--json', '--pack-destination', temp], { cwd: clone })
  const [archive] = JSON.parse(packed.stdout)
  const { version } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'))
  const files = archive.files.map(({ path }) => path)
  process.stdout.write(
    `     ${archive.filename}: ${files.length} files, ${(archive.unpackedSize / 1e6).toFixed(1)} MB\n`,
  )
  const missing = findMissingFiles(clone, files)
  check('the package holds every file that the sources name', missing.length === 0, missing.join('\n'))
  const surplus = files.filter((path) => /^(test|node_modules)\/|^src\/.*\.tsx?$/.test(path))
  check('the package holds neither tests nor sources in TypeScript', surplus.length === 0, surplus.join('\n'))

  const prefix = join(temp, 'global')
  const install = ['npm', 'install', '-g', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', prefix]
  need('npm install -g of the package', [...install, join(temp, archive.filename)], { cwd: temp })
  rmSync(clone, { recursive: true, force: true })
  const elsewhere = join(temp, 'elsewhere')
  mkdirSync(elsewhere)
  const command = process.platform === 'win32' ? join(prefix, 'policylens.cmd') : join(prefix, 'bin', 'policylens')
  useInstalled(command, { temp, elsewhere, version, need, check })
  check('nothing was written to the current folder', readdirSync(elsewhere).length === 0, readdirSync(elsewhere))
  process.stdout.write(measureFolder(prefix))
} catch (error) {
  process.stdout.write(`${error.message}\n`)
  if (failures.length === 0) failures.push(error.message)
} finally {
  rmSync(temp, { recursive: true, force: true })
}
process.stdout.write(failures.length === 0 ? 'The package works.\n' : `Failed: ${failures.join('; ')}\n`)
process.exitCode = failures.length === 0 ? 0 : 1
