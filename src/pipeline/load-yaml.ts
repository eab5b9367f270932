import { readFileSync, statSync } from 'node:fs'
import { relative } from 'node:path'

import { parseDocument } from 'yaml'
import { z } from 'zod'

import type { Mistake } from '../model/mistake.ts'

const maxBytes = 1_000_000

/** What a YAML file holds, or every mistake in it. */
export type Loaded<T> =
  | { readonly ok: true; readonly value: T; readonly text: string }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] }

/** Reads a YAML file and validates it with a schema; reports all mistakes at once. */
export function loadYaml<T>(path: string, schema: z.ZodType<T>): Loaded<T> {
  const file = displayPath(path)
  const fail = (field: string, found: string, wanted: string, row: number | null = null): Loaded<T> => ({
    ok: false,
    mistakes: [{ file, row, field, found, allowed: wanted }],
  })
  let text: string
  try {
    if (statSync(path).size > maxBytes) return fail('file', 'more than 1 MB', 'a YAML file of people’s size')
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return fail(
      'file',
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(error),
      'the path of a file',
    )
  }
  const document = parseDocument(text, { prettyErrors: true })
  const problem = document.errors[0]
  if (problem) {
    return fail(
      'YAML',
      problem.message.split('\n')[0] ?? problem.code,
      'well-formed YAML; text with a colon in it stands in quotes',
      problem.linePos?.[0].line ?? null,
    )
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data, text }
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  const mistakes = parsed.error.issues.map((issue) => ({ file, row: null, ...describeIssue(issue, value, described) }))
  return { ok: false, mistakes }
}

/** A path as a person would write it from where they stand, where that is shorter. */
export function displayPath(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return fromHere === '' || fromHere.startsWith('../..') ? path : fromHere
}

interface JsonSchema {
  readonly description?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

type Described = Pick<Mistake, 'field' | 'found' | 'allowed'>

function describeIssue(issue: z.core.$ZodIssue, value: unknown, schema: JsonSchema): Described {
  const node = nodeAt(schema, issue.path)
  const field = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    const options = [node, ...(node?.oneOf ?? []), ...(node?.anyOf ?? [])]
    const known = [...new Set(options.flatMap((option) => Object.keys(option?.properties ?? {})))]
    return { field: field || 'key', found: `unknown key ${issue.keys.join(', ')}`, allowed: known.join(', ') }
  }
  return { field: field || 'file', found: show(valueAt(value, issue.path)), allowed: allowed(issue, node) }
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  object: 'keys with their values',
  string: 'text',
}

/** What may stand there: the schema's own words where it has them, else what the check says. */
function allowed(issue: z.core.$ZodIssue, node: JsonSchema | undefined): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.map(String).join(' or ')
    case 'too_small':
      return issue.message.startsWith('Too small') ? `at least ${issue.minimum}` : issue.message
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'invalid_union':
      return node?.description ?? unionOptions(node) ?? issue.message
    case 'custom':
      return issue.message.startsWith('Invalid') ? (node?.description ?? issue.message) : issue.message
    case 'invalid_format':
      return issue.message.startsWith('Invalid') ? (node?.description ?? issue.message) : issue.message
    case 'invalid_type':
      return node?.description ?? typeNames[node?.type ?? ''] ?? issue.message
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message
  }
}

function unionOptions(node: JsonSchema | undefined): string | undefined {
  const options = node?.oneOf ?? node?.anyOf
  return options
    ?.map((one) => one.description ?? Object.keys(one.properties ?? {}).join(', ') ?? one.type)
    .join('; or ')
}

function nodeAt(schema: JsonSchema, path: readonly PropertyKey[]): JsonSchema | undefined {
  return path.reduce<JsonSchema | undefined>((node, key) => {
    const options = [node, ...(node?.anyOf ?? []), ...(node?.oneOf ?? [])]
    for (const option of options) {
      const inner = option?.properties?.[String(key)] ?? option?.items ?? option?.additionalProperties
      if (typeof inner === 'object') return inner
    }
    return undefined
  }, schema)
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value)
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
