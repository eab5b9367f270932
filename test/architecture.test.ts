import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

import { describe, expect, test } from 'vitest'

import { packageFile } from '../src/package-file.ts'

/*
 * The shape of the code, as ARCHITECTURE.md draws it: which folder may import which. Imports point one way.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  model: [],
  workspace: ['model'],
  crawl: ['model', 'workspace'],
  extract: ['model', 'workspace'],
  chunk: ['model', 'workspace'],
  embed: ['model', 'workspace'],
  detect: ['model', 'workspace'],
  pipeline: ['model', 'workspace', 'crawl', 'extract', 'chunk', 'embed', 'detect'],
  analysis: ['model', 'workspace'],
  report: ['model', 'workspace', 'analysis'],
  cli: ['model', 'workspace', 'crawl', 'detect', 'pipeline', 'analysis', 'report'],
}

const src = packageFile('src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => join(src, name))

const folderOf = (path: string): string => relative(src, path).split(sep)[0] ?? ''

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    resolve(dirname(path), target ?? ''),
  )
}

describe('src', () => {
  test.each(Object.entries(mayImport))('%s imports nothing but %j', (folder, allowed) => {
    const wrong = files
      .filter((file) => folderOf(file) === folder)
      .flatMap((file) => importsOf(file).map((target) => [relative(src, file), folderOf(target)] as const))
      .filter(([, target]) => target !== folder && target !== 'package-file.ts' && !allowed.includes(target))
    expect(wrong).toEqual([])
  })

  test('has no folder that the table leaves out', () => {
    const folders = new Set(files.map(folderOf).filter((name) => !name.endsWith('.ts')))
    expect([...folders].filter((name) => !(name in mayImport))).toEqual([])
  })

  test('has no file of more than 300 lines', () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301)
    expect(long.map((file) => relative(src, file))).toEqual([])
  })

  test('documents every export', () => {
    const bare = files.flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n')
      return lines.flatMap((line, at) => {
        const isExport = /^export (async )?(default )?(function|const|class|interface|type) /.test(line)
        const isDocumented = lines[at - 1]?.trimEnd().endsWith('*/') ?? false
        return isExport && !isDocumented ? [`${relative(src, file)}:${at + 1}`] : []
      })
    })
    expect(bare).toEqual([])
  })

  test('ends the process nowhere but in the commands themselves', () => {
    const ending = files.filter(
      (file) => folderOf(file) !== 'cli' && readFileSync(file, 'utf8').includes('process.exit'),
    )
    expect(ending.map((file) => relative(src, file))).toEqual([])
  })
})
