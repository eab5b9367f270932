import { spawnSync } from 'node:child_process'

/** How long a command took, and what it wrote. */
export interface TimedAnswer {
  readonly seconds: number
  readonly stdout: string
  readonly stderr: string
}

/** Settings of {@link timeCommand}. */
export interface TimedCommand {
  readonly args: readonly string[]
  /** Exit codes that are as they should be; 0 unless told. */
  readonly allowed?: readonly number[]
}

/**
 * Runs a command to its end and measures the time, process start included.
 *
 * @throws Error with what the command wrote when it ends with another exit code
 */
export function timeCommand(command: string, { args, allowed = [0] }: TimedCommand): TimedAnswer {
  const begun = performance.now()
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e9 })
  const seconds = (performance.now() - begun) / 1000
  if (error) throw error
  if (!allowed.includes(status ?? -1)) throw new Error(`${command} ended with ${status}:\n${stdout}${stderr}`)
  return { seconds, stdout, stderr }
}

/** True where poppler's pdftotext can be run. */
export function hasPdftotext(): boolean {
  return spawnSync('pdftotext', ['-v'], { stdio: 'ignore' }).status === 0
}
