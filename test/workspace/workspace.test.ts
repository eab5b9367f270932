import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { machineCause } from '../../src/workspace/machine-error.ts'
import { openForReading, openForWriting } from '../../src/workspace/workspace.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'policylens-'))

test('openForWriting() makes a workspace that can then be read', async () => {
  const folder = join(newFolder(), 'deep', 'er')
  const written = await openForWriting(folder, 'test')
  await written.database.insert('term', [{ approach: 'a', term: 'b' }])
  written.close()
  const read = await openForReading(folder)
  expect(await read.database.rows('select approach, term from term')).toEqual([{ approach: 'a', term: 'b' }])
  read.close()
})

test('openForReading() says what to do where there is no workspace yet', async () => {
  await expect(openForReading(newFolder())).rejects.toThrow('There is no workspace in')
})

test('openForWriting() says who holds a workspace and since when', async () => {
  const folder = newFolder()
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'])
  const since = '2022-01-02T03:04:05.000Z'
  writeFileSync(join(folder, 'in-use.json'), JSON.stringify({ pid: other.pid, command: 'policylens run', since }))
  try {
    await expect(openForWriting(folder, 'test')).rejects.toThrow(
      `in use by "policylens run" (process ${other.pid}) since ${since}`,
    )
  } finally {
    other.kill()
  }
})

test('openForWriting() is not kept away by a process that was killed', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'in-use.json'), JSON.stringify({ pid: 2 ** 22 + 1, command: 'run', since: '' }))
  const workspace = await openForWriting(folder, 'test')
  workspace.close()
})

test.runIf(process.getuid?.() !== 0 && process.platform !== 'win32')(
  'openForWriting() says so where the folder cannot be written',
  async () => {
    const folder = newFolder()
    chmodSync(folder, 0o500)
    await expect(openForWriting(join(folder, 'inner'), 'test')).rejects.toThrow('the folder is not writable for you')
  },
)

test.each([
  [Object.assign(new Error('x'), { code: 'ENOSPC' }), 'the disk is full'],
  [new Error('IO Error: Could not write all bytes: No space left on device'), 'the disk is full'],
  [Object.assign(new Error('x'), { code: 'EROFS' }), 'the folder is read-only'],
  [new Error('Cannot open file: Permission denied'), 'the folder is not writable for you'],
  [new Error('something else'), null],
])('machineCause() of %s is %j', (error, cause) => {
  expect(machineCause(error)).toBe(cause)
})
