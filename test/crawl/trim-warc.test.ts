import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWarcWriter, trimWarc, wholeWarcLength } from '../../src/crawl/warc.ts'
import { readWarc } from './read-warc.ts'
import { sampleExchange } from './sample-exchange.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-warc-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const path = () => join(folder, 'run-1.warc.gz')

describe('wholeWarcLength() and trimWarc()', () => {
  async function written(): Promise<{ ends: number[]; size: number }> {
    const writer = openWarcWriter(folder, { runId: 'run-1', software: 'policylens/0.1.0', now: new Date(0) })
    const ends: number[] = []
    for (const one of ['/a', '/b', '/c']) {
      const { offset, length } = await writer.write(sampleExchange(one, one.repeat(500)))
      ends.push(offset + length)
    }
    await writer.close()
    return { ends, size: statSync(path()).size }
  }

  it('finds the end of a file that is whole', async () => {
    const { ends, size } = await written()
    expect(await wholeWarcLength(path(), 0)).toBe(size)
    expect(await wholeWarcLength(path(), ends[1] ?? 0)).toBe(size)
    expect(await wholeWarcLength(path(), size)).toBe(size)
  })

  it('finds the last whole exchange wherever the file was torn, leaving no request without its answer', async () => {
    const { ends, size } = await written()
    const from = ends[1] ?? 0
    for (let cut = size - 1; cut >= from; cut -= 7) {
      truncateSync(path(), cut)
      expect(await wholeWarcLength(path(), from)).toBe(from)
      expect(await wholeWarcLength(path(), 0)).toBe(from)
    }
  })

  it('finds the end of a file with records of many megabytes', async () => {
    const writer = openWarcWriter(folder, { runId: 'run-1', software: 'policylens/0.1.0', now: new Date(0) })
    const bodies = [randomBytes(5_000_000), Buffer.alloc(9_000_000, 'guidance '), Buffer.from('small')]
    for (const body of bodies) await writer.write(sampleExchange('/a', body))
    await writer.close()
    expect(await wholeWarcLength(path(), 0)).toBe(statSync(path()).size)
    const records = (await readWarc(path())).filter(({ type }) => type === 'response')
    expect(records.map(({ payload }, at) => payload.equals(bodies[at] ?? payload.subarray(1)))).toEqual([
      true,
      true,
      true,
    ])
  })

  it('does not count a record whose bytes were spoilt', async () => {
    const { ends, size } = await written()
    const bytes = readFileSync(path())
    bytes.fill(0, size - 12)
    writeFileSync(path(), bytes)
    expect(await wholeWarcLength(path(), ends[1] ?? 0)).toBeLessThan(size)
  })

  it('cuts a torn tail and says how long it was, so that another tool reads the rest', async () => {
    const { ends, size } = await written()
    truncateSync(path(), size - 5)
    expect(await trimWarc(path(), ends[1] ?? 0)).toBe(size - 5 - (ends[1] ?? 0))
    expect(await readWarc(path())).toHaveLength(5)
    expect(await trimWarc(path(), ends[1] ?? 0)).toBe(0)
  })

  it('leaves a file alone that is shorter or not there', async () => {
    const { size } = await written()
    expect(await trimWarc(path(), size + 100)).toBe(0)
    expect(statSync(path()).size).toBe(size)
    expect(await trimWarc(join(folder, 'none.warc.gz'), 10)).toBe(0)
    expect(await wholeWarcLength(join(folder, 'none.warc.gz'), 0)).toBe(0)
  })
})
