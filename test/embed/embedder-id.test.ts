import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embedderId } from '../../src/embed/embedder-id.ts'
import { UserError } from '../../src/model/user-error.ts'
import { writeSmallModel } from './small-model.ts'

test('embedderId() tells models and precisions apart', async () => {
  expect(await embedderId({ model: 'all-MiniLM-L6-v2', precision: 'fp32' })).toBe('all-MiniLM-L6-v2/fp32/0.1.0-1')
  expect(await embedderId({ model: 'all-MiniLM-L6-v2', precision: 'int8' })).toBe('all-MiniLM-L6-v2/int8/0.1.0-1')
  expect(await embedderId({ model: 'Xenova/bge-small-en-v1.5', precision: 'fp32' })).toBe(
    'Xenova/bge-small-en-v1.5/fp32/main',
  )
})

test('embedderId() of a folder changes with any of its files', async () => {
  const model = writeSmallModel()
  const before = await embedderId({ model, precision: 'fp32' })
  expect(await embedderId({ model, precision: 'fp32' })).toBe(before)
  for (const file of ['config.json', 'tokenizer.json', 'onnx/model.onnx']) {
    const last = await embedderId({ model, precision: 'fp32' })
    appendFileSync(join(model, file), '\n')
    expect(await embedderId({ model, precision: 'fp32' })).not.toBe(last)
  }
  rmSync(join(model, 'config.json'))
  await expect(embedderId({ model, precision: 'fp32' })).rejects.toThrow('has no readable config.json')
})

test.each(['all-MiniLM', '', './nowhere', '/nowhere/model', 'a/b/c'])(
  'embedderId() refuses the model %j',
  async (model) => {
    const asking = embedderId({ model, precision: 'fp32' })
    await expect(asking).rejects.toThrow(UserError)
    await expect(asking).rejects.toThrow(`There is no embedding model "${model}"`)
  },
)
