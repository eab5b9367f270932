import { readFileSync } from 'node:fs'

import type { Analysis } from '../analysis/open-analysis.ts'
import { findQuestion } from '../analysis/questions.ts'
import { packageFile } from '../package-file.ts'
import type { Result } from '../workspace/database.ts'
import type {
  ApproachRow,
  CandidateRow,
  ChangeRow,
  Dates,
  DocumentRow,
  MentionRow,
  ModelRow,
  NationRow,
  PrevalenceRow,
  RunRow,
  SecondOnlyRow,
  StageRow,
  TermCountRow,
  TermRow,
} from './comparison-rows.ts'

/** Everything that a comparison report says, as rows of the workspace. */
export interface ComparisonData extends Dates {
  readonly approaches: readonly ApproachRow[]
  readonly terms: readonly TermRow[]
  /** Totals and nations; totals have the group `all`. */
  readonly prevalence: readonly PrevalenceRow[]
  readonly termCounts: readonly TermCountRow[]
  readonly documents: readonly DocumentRow[]
  readonly nations: readonly NationRow[]
  readonly changes: readonly ChangeRow[]
  readonly mentions: readonly MentionRow[]
  readonly candidates: readonly CandidateRow[]
  /** Mentions that only the second reader spells: in no total. */
  readonly secondOnly: readonly SecondOnlyRow[]
  /** Mentions in running headers and footers, in either snapshot. */
  readonly furniture: number
  readonly runs: readonly RunRow[]
  readonly stages: readonly StageRow[]
  readonly model: ModelRow
}

/** The candidates that a report shows for each approach and date. */
export const candidatesShown = 5

/** Columns and rows of one of the report's own questions, a file of reports/comparison. */
export function askComparison(analysis: Analysis, name: string, { from, to }: Dates): Promise<Result> {
  const sql = readFileSync(packageFile(`reports/comparison/${name}.sql`), 'utf8')
  return analysis.ask(sql, { date_from: from, date_to: to })
}

/** Collects a comparison's rows from an analysis that was opened for exactly these two dates. */
export async function gatherComparison(analysis: Analysis, { from, to }: Dates): Promise<ComparisonData> {
  const own = async <T>(name: string): Promise<T[]> => (await askComparison(analysis, name, { from, to })).rows as T[]
  const asked = <T>(name: string, by: string | null = null): Promise<T[]> =>
    analysis.rows<T>(findQuestion(name).sql, { by })
  const candidates = await asked<CandidateRow>('passages')
  const disputed = await asked<SecondOnlyRow & { readonly reader: string }>('disputed')
  return {
    from,
    to,
    approaches: await own<ApproachRow>('approaches'),
    terms: await own<TermRow>('terms'),
    prevalence: await asked<PrevalenceRow>('prevalence', 'nation'),
    termCounts: await asked<TermCountRow>('terms'),
    documents: await own<DocumentRow>('documents'),
    nations: await own<NationRow>('nations'),
    changes: await own<ChangeRow>('changes'),
    mentions: await own<MentionRow>('mentions'),
    candidates: candidates.filter((row) => row.rank <= candidatesShown),
    secondOnly: disputed.filter((row) => row.reader === 'second'),
    furniture: (await asked('furniture')).length,
    runs: await own<RunRow>('runs'),
    stages: await own<StageRow>('stages'),
    model: (await own<ModelRow>('model'))[0] ?? { model: null, dimensions: null, duckdb: '' },
  }
}
