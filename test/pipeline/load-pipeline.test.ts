import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { beforeEach, expect, test } from 'vitest'

import { formatMistake } from '../../src/model/mistake.ts'
import { checkPipeline, findPipeline, loadPipeline } from '../../src/pipeline/load-pipeline.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'policylens-'))
})

const sound = `
snapshots: [2020-06-30, 2022-12-31]
workspace: ws
source: { kind: local, folder: documents }
`

function write(name: string, text: string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

async function mistakes(yaml: string): Promise<string[]> {
  write('documents/one.md', '# One')
  const checked = await checkPipeline(write('policylens.yaml', yaml))
  return checked.ok ? [] : checked.mistakes.map((one) => formatMistake(one).replace(/^.*?policylens\.yaml: /, ''))
}

test('checkPipeline() takes a sound pipeline, with paths from its own folder and defaults filled in', async () => {
  write('documents/one.md', '# One')
  const pipeline = await loadPipeline(write('policylens.yaml', sound))
  expect(pipeline.workspace).toBe(join(folder, 'ws'))
  expect(pipeline.editions.map((edition) => edition.documentKey)).toEqual(['one'])
  expect(pipeline.approaches.map((approach) => approach.id)).toEqual([
    'contextual-safeguarding',
    'transitional-safeguarding',
    'trauma-informed',
    'extra-familial',
  ])
  expect(pipeline.spec.extract.verify).toBe('mentions')
})

test.each([
  ['an unknown key', `${sound}colour: red`, 'key: found unknown key colour, allowed: title, question, snapshots'],
  [
    'an unknown key further in',
    `${sound}crawl: { speed: 3 }`,
    'crawl: found unknown key speed, allowed: contact, spacing',
  ],
  [
    'a date that is none',
    sound.replace('2020-06-30', '2020-13-01'),
    'snapshots.0: found "2020-13-01", allowed: a date such as',
  ],
  [
    'a number that is a word',
    `${sound}crawl: { spacing: fast }`,
    'crawl.spacing: found "fast", allowed: seconds between',
  ],
  ['a number out of bounds', `${sound}crawl: { spacing: -1 }`, 'crawl.spacing: found -1, allowed: at least 0'],
  [
    'a word that is not allowed',
    `${sound}extract: { verify: some }`,
    'extract.verify: found "some", allowed: mentions or all or none',
  ],
  ['a missing key', sound.replace('workspace: ws', ''), 'workspace: found nothing, allowed: folder for everything'],
  [
    'a date twice',
    sound.replace('2022-12-31', '2020-06-30'),
    'snapshots: found ["2020-06-30","2020-06-30"], allowed: each date once',
  ],
  ['broken YAML', 'snapshots: [', 'policylens.yaml:'],
  ['a folder that is not there', sound.replace('documents', 'nowhere'), 'folder: found nothing, allowed: a folder'],
])('checkPipeline() names %s', async (_, yaml, message) => {
  expect((await mistakes(yaml)).join('\n')).toContain(message)
})

test('checkPipeline() wants a contact address for a harvest', async () => {
  const http = sound.replace('{ kind: local, folder: documents }', '{ kind: http, registry: r.csv, editions: e.csv }')
  expect((await mistakes(http)).join('\n')).toContain('crawl.contact: found nothing, allowed: an e-mail address')
})

test('checkPipeline() names all mistakes at once', async () => {
  expect(await mistakes(`${sound}colour: red\ncrawl: { spacing: fast, speed: 3 }`)).toHaveLength(3)
})

const approach = `
id: one
label: One
definition: { text: A definition of some twenty letters., source: Us }
terms:
  - id: one
    patterns: [one two]
examples: { match: [one two] }
`

test.each([
  [
    'no terms',
    approach.replace(/terms:[\s\S]*examples/, 'terms: []\nexamples'),
    'terms: found [], allowed: at least one term',
  ],
  ['a pattern that would match everything', approach.replace('one two]', '"*"]'), 'would match everything'],
  [
    'a first term of another name',
    approach.replace('- id: one', '- id: two'),
    'the first term must have the id of the approach',
  ],
  ['a file that is not there', null, 'found no such file'],
])('checkPipeline() names an approach with %s', async (_, yaml, message) => {
  write('documents/one.md', '# One')
  if (yaml !== null) write('one.yaml', yaml)
  const checked = await checkPipeline(write('policylens.yaml', `${sound}approaches: [one.yaml]`))
  expect(checked.ok ? '' : checked.mistakes.map(formatMistake).join('\n')).toContain(message)
})

test('findPipeline() takes the one given, else policylens.yaml here, else the only one in ./pipelines', () => {
  expect(findPipeline('x.yaml', folder)).toBe(join(folder, 'x.yaml'))
  const shelf = write('pipelines/a.yaml', sound)
  expect(findPipeline(undefined, folder)).toBe(shelf)
  const own = write('policylens.yaml', sound)
  expect(findPipeline(undefined, folder)).toBe(own)
})

test('findPipeline() says what there is to choose from, or what to do', () => {
  expect(() => findPipeline(undefined, folder)).toThrow('There is no pipeline here')
  write('pipelines/a.yaml', sound)
  write('pipelines/b.yaml', sound)
  expect(() => findPipeline(undefined, folder)).toThrow('several pipelines in ./pipelines: a.yaml, b.yaml')
})
