import { renameSync, rmSync, writeFileSync } from 'node:fs'

import { asMachineError } from '../workspace/machine-error.ts'

/**
 * Writes a file that people edit: whole or not at all.
 *
 * @throws {MachineError} where it cannot be written
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`
  try {
    await asMachineError(`Cannot write ${path}`, () => {
      writeFileSync(draft, text)
      renameSync(draft, path)
    })
  } finally {
    rmSync(draft, { force: true })
  }
}
