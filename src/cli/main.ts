import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { Command, CommanderError, Option } from 'commander'

import { stageNames } from '../model/outcome.ts'
import { MachineError, UserError } from '../model/user-error.ts'
import { packageVersion } from '../package-file.ts'
import { machineCause } from '../workspace/machine-error.ts'
import {
  groupings,
  type CompareFlags,
  type ExportFlags,
  type InitFlags,
  type PipelineFlags,
  type QueryFlags,
  type ReportFlags,
  type RunFlags,
  type SupplyFlags,
} from './flags.ts'
import { formats } from './print-rows.ts'
import { addHarvestCommands } from './program/harvest.ts'

/** Exit codes: 0 done, 1 a bug or the machine, 2 wrong use or input, 3 with --strict when some documents failed. */
type ExitCode = 0 | 1 | 2 | 3

/** The command line, each command loaded only when it is used. */
function buildProgram(setExit: (code: ExitCode) => void): Command {
  const program = new Command('policylens')
    .description('Finds out what published guidance says about an idea, and how that changed between two dates.')
    .version(packageVersion)
    .showHelpAfterError('(try: policylens --help)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Examples:
  policylens init my-documents --snapshot 2020-06-30 --snapshot 2022-12-31
  policylens run -p my-documents/policylens.yaml
  policylens query prevalence --by nation
  policylens query mentions --approach contextual-safeguarding --format xlsx --out mentions.xlsx
  policylens search "child exploitation"
  policylens report compare

Without --pipeline, a command takes policylens.yaml in the current folder, else the only YAML file in ./pipelines.
Exit codes: 0 done; 1 a bug, or the machine failed; 2 wrong use or input; 3 with --strict, some documents failed.`,
    )
  const pipeline = (): Option => new Option('-p, --pipeline <file>', 'pipeline file')
  const snapshot = (): Option => new Option('--snapshot <date>', 'a date, such as 2020-06-30')
  const format = (): Option =>
    new Option('--format <form>', 'how rows are written; default: table in a terminal, otherwise csv').choices(formats)
  const out = (): Option => new Option('--out <file>', 'write to a file')
  const approach = (): Option => new Option('--approach <id>', 'only this approach, such as trauma-informed')

  program
    .command('init')
    .description('write a pipeline for a folder of your own documents')
    .argument('<folder>', 'folder with PDF, DOCX, HTML, Markdown or text files, and perhaps a manifest.csv')
    .option('--out <file>', 'the pipeline file; default: policylens.yaml in the folder')
    .option(
      '--snapshot <date>',
      'a date on which the corpus is looked at; may be repeated; default: today',
      collect,
      [],
    )
    .option('--workspace <dir>', 'folder for everything that is made; default: .policylens in the folder')
    .action(async (folder: string, options: InitFlags) => {
      const { init } = await import('./commands/init.ts')
      await init(folder, options)
    })

  program
    .command('run')
    .description('run the pipeline: what is new or outdated is done, the rest is left as it is')
    .addOption(pipeline())
    .addOption(new Option('--stage <stage...>', 'only these stages').choices(stageNames).default([]))
    .addOption(new Option('--force <stage...>', 'do these stages again from the start').choices(stageNames).default([]))
    .option('--strict', 'exit with 3 when some documents failed', false)
    .option('--dry-run', 'with --stage crawl: say what would be asked of whom, and ask nobody', false)
    .addOption(format())
    .action(async (options: RunFlags) => {
      if (options.dryRun) {
        const { harvestPlan } = await import('./commands/harvest-plan.ts')
        await harvestPlan(options)
        return
      }
      const { run } = await import('./commands/run.ts')
      setExit(await run(options))
    })

  program
    .command('status')
    .description('say for each stage what is done, what failed and why, and what is outdated and why')
    .addOption(pipeline())
    .addOption(format())
    .action(async (options: QueryFlags) => {
      const { status } = await import('./commands/status.ts')
      await status(options)
    })

  program
    .command('query')
    .description('ask a question of the workspace; --list describes them')
    .argument('[name]', 'name of the question, such as prevalence, mentions or documents')
    .addOption(pipeline())
    .addOption(snapshot())
    .addOption(approach())
    .addOption(new Option('--by <group>', 'a row for each').choices(groupings))
    .addOption(format())
    .addOption(out())
    .option('--list', 'describe every question', false)
    .action(async (name: string | undefined, options: QueryFlags) => {
      const { query } = await import('./commands/query.ts')
      await query(name, options)
    })

  program
    .command('search')
    .description('a concordance of any words; a space also finds a hyphen, ~ also finds nothing, * any ending')
    .argument('<text>', 'the words, such as "child exploitation" or "safeguard*"')
    .addOption(pipeline())
    .addOption(snapshot())
    .addOption(format())
    .addOption(out())
    .action(async (text: string, options: QueryFlags) => {
      const { search } = await import('./commands/search.ts')
      await search(text, options)
    })

  const report = program.command('report').description('write a report')
  report
    .command('compare')
    .description('compare two snapshots: one HTML file, with CSV files of its tables beside it')
    .addOption(pipeline())
    .option('--from <date>', 'the earlier date; default: the first snapshot of the pipeline')
    .option('--to <date>', 'the later date; default: the last snapshot of the pipeline')
    .option('--out <dir>', 'folder to write to; default: reports/FROM-TO in the workspace')
    .action(async (options: CompareFlags) => {
      const { reportCompare } = await import('./commands/report-compare.ts')
      await reportCompare(options)
    })
  report
    .command('harvest')
    .description('what was obtained of each document at each snapshot, and what was not and why: HTML and CSV files')
    .addOption(pipeline())
    .option('--out <dir>', 'folder to write to; default: reports/harvest in the workspace')
    .action(async (options: ReportFlags) => {
      const { reportHarvest } = await import('./commands/report-harvest.ts')
      await reportHarvest(options)
    })

  program
    .command('supply')
    .description('add by hand a document that a machine could not get; that is said wherever it counts')
    .argument('<key>', 'the document’s key in the registry')
    .argument('<file>', 'the file that you got')
    .requiredOption('--snapshot <date>', 'the snapshot for which it stands')
    .requiredOption('--source-url <url>', 'where you got it')
    .requiredOption('--obtained <date>', 'when you got it')
    .option('--note <text>', 'how you know that it is the text of that date')
    .addOption(pipeline())
    .action(async (key: string, file: string, options: SupplyFlags) => {
      const { supply } = await import('./commands/supply.ts')
      await supply(key, file, options)
    })

  program
    .command('export')
    .description('write what was fetched in a form that other tools read')
    .command('wacz')
    .description('every answer as one WACZ file, which ReplayWeb.page and pywb open')
    .addOption(pipeline())
    .option('--out <file>', 'the file to write; default: captures.wacz in the workspace')
    .action(async (options: ExportFlags) => {
      const { exportWacz } = await import('./commands/export-wacz.ts')
      await exportWacz(options)
    })

  program
    .command('check')
    .description('check pipeline, registry, approaches and files, and name all mistakes at once')
    .addOption(pipeline())
    .action(async (options: PipelineFlags) => {
      const { check } = await import('./commands/check.ts')
      await check(options)
    })

  addHarvestCommands(program)

  const lexicon = program.command('lexicon').description('work on the terms of approaches')
  lexicon
    .command('copy')
    .description('copy the approach files that ship with Policylens, so that you can edit them')
    .argument('<folder>', 'where to')
    .action(async (folder: string) => {
      const { lexiconCopy } = await import('./commands/lexicon-copy.ts')
      await lexiconCopy(folder)
    })
  lexicon
    .command('diff')
    .description('say which mentions an edited approach file would gain and lose; nothing is changed')
    .argument('<file>', 'the edited approach file')
    .addOption(pipeline())
    .addOption(format())
    .addOption(out())
    .action(async (file: string, options: QueryFlags) => {
      const { lexiconDiff } = await import('./commands/lexicon-diff.ts')
      await lexiconDiff(file, options)
    })
  return program
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value]
}

/** Runs a command line and gives the exit code; errors are told on standard error. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0
  try {
    await buildProgram((value) => (code = value)).parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return tell(error)
  }
}

function tell(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof UserError || error instanceof MachineError) {
    process.stderr.write(`${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`)
    return error instanceof UserError ? 2 : 1
  }
  const cause = machineCause(error)
  if (cause !== null) process.stderr.write(`Policylens had to stop: ${cause}\n`)
  else process.stderr.write(`This is a bug in Policylens:\n${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}

/** True when this file is the program itself, under whatever name it was linked. */
function isProgram(): boolean {
  const script = process.argv[1]
  return script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)
}

/** Whoever reads our output may stop early (`| head`): that is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

if (isProgram()) process.exitCode = await main(process.argv.slice(2))
