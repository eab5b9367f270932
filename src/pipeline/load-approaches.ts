import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { approachSchema, type Approach } from '../model/approach.ts'
import type { Mistake } from '../model/mistake.ts'
import { compilePattern } from '../detect/pattern.ts'
import { packageFile } from '../package-file.ts'
import { displayPath, loadYaml } from './load-yaml.ts'

/** Approaches, and every mistake in their files. */
export interface LoadedApproaches {
  readonly approaches: readonly Approach[]
  readonly mistakes: readonly Mistake[]
}

/** The approach files that ship with Policylens, in the order of its tables: approaches, then the field. */
export function shippedApproachFiles(): string[] {
  const folder = packageFile('corpus/approaches')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name))
}

/** Reads the approaches that a pipeline names: `shipped`, or paths relative to `base`. */
export function loadApproaches(named: 'shipped' | readonly string[], base: string): LoadedApproaches {
  const files = named === 'shipped' ? shippedApproachFiles() : named.map((path) => resolve(base, path))
  const loaded = files.map(loadApproach)
  const approaches = loaded.flatMap((one) => one.approaches)
  const twice = approaches.filter((one, index) => approaches.findIndex((other) => other.id === one.id) !== index)
  return {
    // The field comes last in every table: it is what the approaches are read against.
    approaches: approaches.toSorted((a, b) => Number(a.kind === 'field') - Number(b.kind === 'field')),
    mistakes: [
      ...loaded.flatMap((one) => one.mistakes),
      ...twice.map(({ id }) => ({
        file: 'approaches',
        row: null,
        field: 'id',
        found: `${id} twice`,
        allowed: 'each id once',
      })),
    ],
  }
}

/** Reads one approach file, with its patterns compiled to see that they can be. */
export function loadApproach(path: string): LoadedApproaches {
  const loaded = loadYaml(path, approachSchema)
  if (!loaded.ok) return { approaches: [], mistakes: loaded.mistakes }
  const { terms, exclusions } = loaded.value
  const patterns = [
    ...terms.flatMap((term, at) => term.patterns.map((pattern, n) => [`terms.${at}.patterns.${n}`, pattern] as const)),
    ...exclusions.map((pattern, n) => [`exclusions.${n}`, pattern] as const),
  ]
  const mistakes = patterns.flatMap(([field, pattern]) => patternMistake(displayPath(path), field, pattern))
  return mistakes.length > 0 ? { approaches: [], mistakes } : { approaches: [loaded.value], mistakes: [] }
}

function patternMistake(file: string, field: string, pattern: string): Mistake[] {
  try {
    compilePattern(pattern)
    return []
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return [{ file, row: null, field, found: `"${pattern}"`, allowed: `a pattern of words. ${error.message}` }]
  }
}
