import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

import { UserError } from '../model/user-error.ts'
import { packageFile } from '../package-file.ts'

/** A question that can be asked of a workspace: one .sql file in reports/queries. */
export interface Question {
  readonly name: string
  readonly description: string
  readonly example: string
  /** Columns that fit a terminal; machines get all. */
  readonly tableColumns: readonly string[] | undefined
  readonly sql: string
}

const folder = 'reports/queries'

/** All questions, by name; adding one is adding a file. */
export function listQuestions(): Question[] {
  return readdirSync(packageFile(folder))
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => readQuestion(join(packageFile(folder), file)))
}

/**
 * A question by its name.
 *
 * @throws {UserError} where there is none of that name
 */
export function findQuestion(name: string): Question {
  const questions = listQuestions()
  const found = questions.find((question) => question.name === name)
  if (found) return found
  throw new UserError(`There is no question "${name}"`, {
    hint: `There are: ${questions.map((question) => question.name).join(', ')}. Describe them with: policylens query --list`,
  })
}

function readQuestion(path: string): Question {
  const text = readFileSync(path, 'utf8')
  const header = (key: string): string => new RegExp(`^-- ${key}: (.+)$`, 'm').exec(text)?.[1] ?? ''
  const columns = header('table')
  return {
    name: basename(path, '.sql'),
    description: header('description'),
    example: header('example'),
    tableColumns: columns === '' ? undefined : columns.split(', '),
    sql: text,
  }
}
