import { approachIds, openAnalysis } from '../../analysis/open-analysis.ts'
import { findQuestion, listQuestions } from '../../analysis/questions.ts'
import { requireIsoDate } from '../../model/iso-date.ts'
import { UserError } from '../../model/user-error.ts'
import { findPipeline, loadPipelineFile } from '../../pipeline/load-pipeline.ts'
import type { QueryFlags } from '../flags.ts'
import { printRows } from '../print-rows.ts'

/** `policylens query`: the rows that answer a question of reports/queries. */
export async function query(name: string | undefined, flags: QueryFlags): Promise<void> {
  if (flags.list) {
    const rows = listQuestions().map(({ name: question, description, example }) => ({ question, description, example }))
    await printRows({ columns: ['question', 'description', 'example'], rows }, flags)
    return
  }
  if (name === undefined) {
    throw new UserError('Which question?', { hint: 'Describe them with: policylens query --list' })
  }
  const question = findQuestion(name)
  if (flags.by !== undefined && !question.sql.includes('$by')) {
    throw new UserError(`The question ${name} has no groups, so --by means nothing to it`, {
      hint: 'Questions with groups: prevalence',
    })
  }
  const { spec, workspace } = loadPipelineFile(findPipeline(flags.pipeline, process.cwd()))
  const snapshots = flags.snapshot === undefined ? spec.snapshots : [requireIsoDate('--snapshot', flags.snapshot)]
  const analysis = await openAnalysis(workspace, { snapshots, nations: spec.nations })
  try {
    await approachIds(analysis, flags.approach)
    const result = await analysis.ask(question.sql, { approach: flags.approach ?? null, by: flags.by ?? null })
    await printRows(result, { ...flags, tableColumns: question.tableColumns })
    if (flags.by === 'nation') process.stderr.write(await tellShared(analysis))
  } finally {
    analysis.close()
  }
}

/** A document of several nations counts in each; say so, since the groups then add up to more than the whole. */
async function tellShared({ rows }: Awaited<ReturnType<typeof openAnalysis>>): Promise<string> {
  const shared = await rows<{ snapshot: string; documents: number }>(
    `select snapshot, count(distinct document_key) as documents from document_group where shared
     group by snapshot order by snapshot`,
  )
  return shared
    .map(
      ({ snapshot, documents }) =>
        `${snapshot}: ${documents} documents apply to several nations and count in each; "all" counts each once.\n`,
    )
    .join('')
}
