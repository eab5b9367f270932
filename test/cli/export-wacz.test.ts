import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { packageFile } from '../../src/package-file.ts'
import { readWaczStrictly } from '../strict/read-wacz.ts'
import { newFolder, policylens } from './policylens.ts'

test('policylens export wacz gives one file of all captures that a strict reader takes', async () => {
  const folder = newFolder()
  cpSync(packageFile('corpus'), join(folder, 'corpus'), { recursive: true })
  cpSync(packageFile('pipelines/demo.yaml'), join(folder, 'pipelines', 'demo.yaml'), { recursive: true })
  expect(policylens(['run', '--stage', 'crawl'], { cwd: folder }).code).toBe(0)
  const out = join(folder, 'captures.wacz')
  expect(policylens(['export', 'wacz', '--out', out], { cwd: folder })).toMatchObject({ code: 0 })
  const { violations } = readWaczStrictly(readFileSync(out))
  expect(violations).toEqual([])
})
