import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { buildModel } from '../../src/embed/build-model.ts'
import { MachineError } from '../../src/model/user-error.ts'

const cache = mkdtempSync(join(tmpdir(), 'build-model-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

test('buildModel() called twice at once and again later builds one whole model and leaves nothing else', async () => {
  const options = { precision: 'int8', cacheFolder: cache } as const
  const [first, second] = await Promise.all([buildModel(options), buildModel(options)])
  expect(second).toBe(first)
  const model = join(first, 'onnx', 'model_quantized.onnx')
  const { ino, mtimeMs } = statSync(model)
  expect(await buildModel(options)).toBe(first)
  expect(statSync(model)).toMatchObject({ ino, mtimeMs })

  expect(readdirSync(join(cache, 'models'))).toHaveLength(1)
  expect(readdirSync(first, { recursive: true }).toSorted()).toEqual([
    'config.json',
    'onnx',
    join('onnx', 'model_quantized.onnx'),
    'tokenizer.json',
    'tokenizer_config.json',
  ])
  const tokenizer = JSON.parse(readFileSync(join(first, 'tokenizer.json'), 'utf8')) as object
  expect(tokenizer).not.toHaveProperty('padding')
  expect(tokenizer).not.toHaveProperty('truncation')
  const config = JSON.parse(readFileSync(join(first, 'tokenizer_config.json'), 'utf8')) as object
  expect(config).toHaveProperty('model_max_length', 256)
})

test('buildModel() says what to do where the cache folder cannot be written', async () => {
  const file = join(cache, 'a-file')
  writeFileSync(file, '')
  const building = buildModel({ precision: 'fp32', cacheFolder: file })
  await expect(building).rejects.toThrow(MachineError)
  await expect(building).rejects.toThrow(`The embedding model cannot be written to ${file}`)
  await expect(building).rejects.toHaveProperty('hint', expect.stringContaining('POLICYLENS_CACHE'))
})
