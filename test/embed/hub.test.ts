import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from '@huggingface/transformers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbedder } from '../../src/embed/embedder.ts'
import { openTokenizer } from '../../src/embed/tokenizer.ts'
import { smallModelFiles } from './small-model.ts'

/** A loopback imitation of the hub that knows one model. */
const files = smallModelFiles()
const asked: string[] = []
const hub = createServer((request, response) => {
  const [model, path] = (request.url ?? '').slice(1).split('/resolve/main/')
  asked.push(`${model} ${path}`)
  const content = model === 'someone/small' && path !== undefined ? files[path] : undefined
  response.statusCode = content === undefined ? 404 : 200
  response.end(content)
})

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    hub.listen(0, '127.0.0.1', resolve)
  })
  env.remoteHost = `http://127.0.0.1:${(hub.address() as AddressInfo).port}/`
})
afterAll(() => {
  hub.close()
})

test('openEmbedder() fetches a model from the hub once, and afterwards needs no network', async () => {
  const options = {
    model: 'someone/small',
    precision: 'fp32',
    cacheFolder: mkdtempSync(join(tmpdir(), 'hub-')),
  } as const
  expect(await openTokenizer(options)).toMatchObject({ maxTokens: 16 })
  const first = await openEmbedder(options)
  expect(first).toMatchObject({ id: 'someone/small/fp32/main', dimensions: 12, maxTokens: 16 })
  const vectors = await first.embed(['young people'])
  await first.close()
  expect(asked).toContain('someone/small onnx/model.onnx')

  asked.length = 0
  const second = await openEmbedder(options)
  expect(await second.embed(['young people'])).toEqual(vectors)
  await second.close()
  expect(asked).toEqual([])
})

test('openEmbedder() says what to do where the hub does not know the model', async () => {
  const options = {
    model: 'someone/else',
    precision: 'fp32',
    cacheFolder: mkdtempSync(join(tmpdir(), 'hub-')),
  } as const
  const opening = openEmbedder(options)
  await expect(opening).rejects.toThrow('The embedding model "someone/else" cannot be read')
  await expect(opening).rejects.toHaveProperty('hint', expect.stringContaining('huggingface.co'))
  await expect(openTokenizer(options)).rejects.toThrow(
    'The tokenizer of the embedding model "someone/else" cannot be read',
  )
})
