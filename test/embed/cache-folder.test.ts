import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cacheFolder } from '../../src/embed/cache-folder.ts'

test('cacheFolder() is POLICYLENS_CACHE where that is set', () => {
  expect(cacheFolder({ POLICYLENS_CACHE: '/data/cache' }, '/home/ann')).toBe('/data/cache')
})

test('cacheFolder() is in the home folder where it is not', () => {
  const usual = join('/home/ann', '.cache', 'policylens')
  expect(cacheFolder({}, '/home/ann')).toBe(usual)
  expect(cacheFolder({ POLICYLENS_CACHE: '' }, '/home/ann')).toBe(usual)
})
