import { toCsv } from '../analysis/csv.ts'
import type { Analysis } from '../analysis/open-analysis.ts'
import { findQuestion } from '../analysis/questions.ts'
import type { Result } from '../workspace/database.ts'
import { askComparison, type ComparisonData } from './comparison-data.ts'
import { composition } from './composition.ts'
import type { TableFile } from './view.ts'

/** A CSV file with its text. */
export interface CsvTable extends TableFile {
  readonly csv: string
}

const asked = [
  'prevalence',
  'terms',
  'documents',
  'missing',
  'undated',
  'mentions',
  'disputed',
  'furniture',
  'passages',
]

/** Every table of the report as CSV: the questions of the command `query`, and what changed. */
export async function comparisonTables(analysis: Analysis, data: ComparisonData): Promise<CsvTable[]> {
  const tables: CsvTable[] = []
  for (const name of asked) {
    const { sql, description } = findQuestion(name)
    tables.push(table(name, description, await analysis.ask(sql, { by: name === 'prevalence' ? 'nation' : null })))
  }
  return [
    ...tables,
    table('changes', texts.changes, await askComparison(analysis, 'changes', data)),
    compositionTable(data),
  ]
}

const texts = {
  changes: 'What became of each document, with its mentions of each approach at both dates',
  composition: 'The difference between the dates, split by what became of documents',
}

function table(name: string, description: string, { columns, rows }: Result): CsvTable {
  return { file: `${name}.csv`, description, csv: toCsv(columns, rows) }
}

const compositionColumns = [
  'approach',
  'kind',
  'change',
  'documents',
  'documents_with_mention_from',
  'documents_with_mention_to',
  'documents_with_mention_difference',
  'mentions_from',
  'mentions_to',
  'mentions_difference',
]

function compositionTable({ approaches, changes }: ComparisonData): CsvTable {
  const rows = approaches.flatMap(({ approach, kind }) =>
    composition(changes.filter((row) => row.approach === approach)).map((part) => ({
      approach,
      kind,
      change: part.change,
      documents: part.documents,
      documents_with_mention_from: part.namingFrom,
      documents_with_mention_to: part.namingTo,
      documents_with_mention_difference: part.namingTo - part.namingFrom,
      mentions_from: part.mentionsFrom,
      mentions_to: part.mentionsTo,
      mentions_difference: part.mentionsTo - part.mentionsFrom,
    })),
  )
  return table('composition', texts.composition, { columns: compositionColumns, rows })
}
