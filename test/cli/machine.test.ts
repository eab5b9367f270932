import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { packageFile } from '../../src/package-file.ts'
import { Database } from '../../src/workspace/database.ts'
import { csvRows, newFolder, policylens } from './policylens.ts'

const quick = ['--stage', 'crawl', 'extract', 'detect']

function study(documents: number): string {
  const folder = newFolder()
  for (let n = 0; n < documents; n++) {
    const paragraphs = Array.from({ length: 300 }, (_, p) => `Paragraph ${n}-${p} says that staff are trauma-informed.`)
    writeFileSync(join(folder, `document-${n}.md`), paragraphs.join('\n\n'))
  }
  expect(policylens(['init', '.'], { cwd: folder }).code).toBe(0)
  return folder
}

test.runIf(process.platform === 'linux')(
  'policylens run says so when the disk is full, and keeps what was done',
  () => {
    const folder = study(24)
    const command = `ulimit -f 1200; exec "${process.execPath}" "${packageFile('dist/cli/main.js')}" run ${quick.join(' ')}`
    const full = spawnSync('bash', ['-c', command], { cwd: folder, encoding: 'utf8' })
    expect(full.status).toBe(1)
    expect(full.stderr).toContain('a file grew beyond the size that the system allows')
    expect(full.stderr).not.toContain('    at ')

    expect(policylens(['run', ...quick], { cwd: folder }).code).toBe(0)
    const rows = csvRows(policylens(['query', 'prevalence', '--approach', 'trauma-informed'], { cwd: folder }).stdout)
    expect(rows[0]).toMatchObject({ documents: '24', obtained: '24', mentions: String(24 * 300) })
  },
)

test.runIf(process.platform === 'linux')('policylens run makes no half workspace where there is no room at all', () => {
  const folder = study(1)
  const command = `ulimit -f 1; exec "${process.execPath}" "${packageFile('dist/cli/main.js')}" run ${quick.join(' ')}`
  expect(spawnSync('bash', ['-c', command], { cwd: folder }).status).toBe(1)
  expect(policylens(['run', ...quick], { cwd: folder }).code).toBe(0)
})

test('policylens says who is writing in a workspace and since when', async () => {
  const folder = study(1)
  expect(policylens(['run', ...quick], { cwd: folder }).code).toBe(0)
  const workspace = join(folder, '.policylens')
  const writer = await Database.open(join(workspace, 'policylens.duckdb'), { readOnly: false })
  const since = '2022-01-02T03:04:05.000Z'
  writeFileSync(join(workspace, 'in-use.json'), JSON.stringify({ pid: process.pid, command: 'policylens run', since }))
  try {
    for (const command of [['run'], ['query', 'prevalence'], ['report', 'compare', '--from', '2020-01-01']]) {
      const { code, stderr } = policylens(command, { cwd: folder })
      expect([command, code]).toEqual([command, 1])
      expect(stderr).toContain(`in use by "policylens run" (process ${process.pid}) since ${since}`)
    }
  } finally {
    writer.close()
  }
})
