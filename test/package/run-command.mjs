import { spawnSync } from 'node:child_process'

/**
 * Runs a command with nobody to ask, and gives its exit code, its output and the time it took, in seconds.
 *
 * A cache of its own keeps the model that other runs built from hiding that it cannot be built.
 */
export function runCommand([name, ...args], { cwd, cache }) {
  const begun = performance.now()
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'pipe'],
    // npm is a batch file on Windows.
    shell: process.platform === 'win32',
    env: { ...process.env, ...(cache === undefined ? {} : { POLICYLENS_CACHE: cache }) },
  })
  const seconds = (performance.now() - begun) / 1000
  return { code: status, stdout: stdout ?? '', stderr: error?.message ?? stderr, seconds }
}
