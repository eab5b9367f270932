import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { reportHarvest } from '../../src/cli/commands/report-harvest.ts'
import { UserError } from '../../src/model/user-error.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policylens-report-harvest-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function refusalOf(name: string, source: string): Promise<unknown> {
  const pipeline = join(folder, `${name}.yaml`)
  const rest = `snapshots: [2020-06-30]\nworkspace: ${name}\ncrawl: { contact: me@university.example }\n`
  await writeFile(pipeline, `${rest}source: ${source}\n`)
  return reportHarvest({ pipeline }).then(
    () => null,
    (error: unknown) => error,
  )
}

describe('reportHarvest()', () => {
  it('says plainly that nothing is harvested where the documents are files of this machine', async () => {
    await writeFile(join(folder, 'guide.txt'), 'A guide.')
    const refusal = await refusalOf('local', '{ kind: local, folder: . }')
    expect(refusal).toBeInstanceOf(UserError)
    expect(refusal).toMatchObject({ message: expect.stringContaining('files of this machine') })
  })

  it('names the mistakes of a list of candidates, and writes nothing', async () => {
    const row = 'a,A,Ministry,Wales,health,strategy,no,http://a.example/'
    const columns = 'document_key,title,issuer,nation,sector,legal_status,series,landing_url'
    await writeFile(join(folder, 'registry.csv'), `${columns}\n${row}\n`)
    await writeFile(join(folder, 'editions.csv'), 'document_key,published,url\na,2019-01-01,\n')
    await writeFile(join(folder, 'candidates.csv'), 'url,decision\nhttp://b.example/,perhaps\n')
    const refusal = await refusalOf('listed', '{ kind: http, registry: registry.csv, editions: editions.csv }')
    expect(refusal).toBeInstanceOf(UserError)
    expect(refusal).toMatchObject({
      message: expect.stringMatching(/There is 1 mistake.*\n.*:2: decision: found "perhaps"/),
    })
    expect(existsSync(join(folder, 'listed'))).toBe(false)
  })
})
