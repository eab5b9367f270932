/*
 * Makes a fresh clone ready to run: checks Node, installs what is missing, compiles what is newer than its compiled
 * form. Plain JavaScript without imports of packages, since it runs before there are any.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of package.json. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const least = [20, 19]

/** Ends the process with one clear sentence where Node is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > least[0] || (major === least[0] && minor >= least[1])) return
  stop(
    `Policylens needs Node.js ${least.join('.')} or newer, and this is ${process.version}: install it from https://nodejs.org`,
  )
}

/** True in a clone, false in an installed package, where everything is in place. */
export function isClone() {
  return existsSync(join(root, 'src', 'cli', 'main.ts'))
}

/** Installs the packages of package-lock.json where they are not installed yet, or others are. */
export function ensureInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.policylens-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('Installing packages (once; about a minute) …\n')
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const result = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (result.status !== 0) stop('The packages could not be installed: is there a connection to the npm registry?')
  writeFileSync(stamp, lock)
}

/** Compiles src to dist where a source is newer than the last compilation. */
export function ensureBuilt() {
  const stamp = join(root, 'dist', '.built')
  if (existsSync(stamp) && newest(join(root, 'src')) <= statSync(stamp).mtimeMs) return
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const result = spawnSync(process.execPath, [compiler, '-p', join(root, 'src')], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (result.status !== 0) stop('The sources could not be compiled; the messages above say where.')
  writeFileSync(stamp, '')
}

function newest(folder) {
  let time = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return time
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
