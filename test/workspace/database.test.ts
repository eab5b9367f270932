import { afterEach, expect, test } from 'vitest'

import { Database } from '../../src/workspace/database.ts'

let database: Database | undefined
afterEach(() => database?.close())

async function open(): Promise<Database> {
  database = await Database.open(':memory:', { readOnly: false })
  await database.run('create table one (name varchar, day date, at_time timestamptz, n bigint, yes boolean)')
  return database
}

test('Database.insert() takes dates and times as text and gives them back so', async () => {
  const db = await open()
  const row = { name: 'é"\n', day: '2020-06-30', at_time: '2020-06-30T10:00:00.000Z', n: 3, yes: true }
  await db.insert('one', [row, { name: 'empty' }])
  expect(await db.rows('select * from one')).toEqual([
    row,
    { name: 'empty', day: null, at_time: null, n: null, yes: null },
  ])
})

test('Database.append() writes in the order of columns', async () => {
  const db = await open()
  await db.run('create table two (a varchar, b integer, c double, d boolean)')
  await db.append('two', [
    ['x', 1, 0.5, false],
    [null, null, null, null],
  ])
  expect(await db.rows('from two')).toEqual([
    { a: 'x', b: 1, c: 0.5, d: false },
    { a: null, b: null, c: null, d: null },
  ])
})

test('Database.transaction() keeps all or nothing', async () => {
  const db = await open()
  const work = db.transaction(async () => {
    await db.insert('one', [{ name: 'lost' }])
    throw new Error('stop')
  })
  await expect(work).rejects.toThrow('stop')
  expect(await db.rows('from one')).toEqual([])
})

test('Database.query() ignores parameters that the statement does not name', async () => {
  const db = await open()
  expect((await db.query('select $a::varchar as a', { a: 'x', ab: 'y' })).rows).toEqual([{ a: 'x' }])
})

test('Database cannot be made to read files or the network by what it is asked', async () => {
  const db = await open()
  await expect(db.rows("select * from read_text('/etc/hostname')")).rejects.toThrow(/disabled|Permission/i)
})
