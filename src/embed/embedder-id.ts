import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { UserError } from '../model/user-error.ts'
import { embeddedModelVersion } from './build-model.ts'
import { embeddedModelName } from './embedded-model.ts'
import { locateModel, modelHint, onnxFile, type ModelOptions } from './locate-model.ts'

/**
 * Name, precision and version of a model, without loading it; the version of a folder is a hash of its files. Of a model
 * from the hub it is the branch `main` as it was when first fetched.
 *
 * @throws UserError when there is no such model.
 */
export async function embedderId({ model, precision }: Omit<ModelOptions, 'cacheFolder'>): Promise<string> {
  const source = locateModel(model)
  if (source.kind === 'embedded') return `${embeddedModelName}/${precision}/${await embeddedModelVersion()}`
  if (source.kind === 'hub') return `${source.name}/${precision}/main`
  const hash = createHash('sha256')
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json', onnxFile(precision)]) {
    try {
      await pipeline(createReadStream(join(source.path, name)), hash, { end: false })
    } catch (cause) {
      throw new UserError(`The embedding model "${model}" has no readable ${name}`, { hint: modelHint, cause })
    }
  }
  return `${basename(source.path)}/${precision}/${hash.digest('hex').slice(0, 16)}`
}
