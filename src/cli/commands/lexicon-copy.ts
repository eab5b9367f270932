import { constants, copyFileSync, mkdirSync } from 'node:fs'
import { basename, resolve } from 'node:path'

import { UserError } from '../../model/user-error.ts'
import { shippedApproachFiles } from '../../pipeline/load-approaches.ts'
import { asMachineError } from '../../workspace/machine-error.ts'

/** `policylens lexicon copy`: the shipped approach files, to be edited; files that are there stay as they are. */
export async function lexiconCopy(folder: string): Promise<void> {
  const targets = shippedApproachFiles().map((file) => [file, resolve(folder, basename(file))] as const)
  await asMachineError(`Cannot write in ${folder}`, () => {
    mkdirSync(folder, { recursive: true })
    for (const [from, to] of targets) copyNew(from, to)
  })
  const list = targets.map(([, to]) => `  - ${to}`).join('\n')
  process.stdout.write(
    `Copied. List them in your pipeline, where paths may also be relative to the pipeline file:\napproaches:\n${list}\n`,
  )
}

function copyNew(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new UserError(`${to} is there already`, { hint: 'Nothing is overwritten: choose another folder' })
  }
}
