import { Option, type Command } from 'commander'

import type { DiscoverFlags, JoinFlags, QueryFlags } from '../flags.ts'
import { formats } from '../print-rows.ts'

/** Adds the commands that look after a registry and its harvest. */
export function addHarvestCommands(program: Command): void {
  const pipeline = (): Option => new Option('-p, --pipeline <file>', 'pipeline file')
  const format = (): Option =>
    new Option('--format <form>', 'how rows are written; default: table in a terminal, otherwise csv').choices(formats)
  const harvest = program.command('harvest').description('look after the registry and its harvest')

  harvest
    .command('verify')
    .description('ask every landing page of the registry once, and say what became of it; nothing is changed')
    .addOption(pipeline())
    .addOption(format())
    .option('--out <file>', 'write to a file')
    .action(async (options: QueryFlags) => {
      const { harvestVerify } = await import('../commands/harvest-verify.ts')
      await harvestVerify(options)
    })

  harvest
    .command('discover')
    .description('look for documents that the registry lacks, and add them to a list for you to judge')
    .addOption(pipeline())
    .addOption(format())
    .option('--out <file>', 'the list of candidates; default: candidates.csv beside the registry')
    .action(async (options: DiscoverFlags) => {
      const { harvestDiscover } = await import('../commands/harvest-discover.ts')
      await harvestDiscover(options)
    })

  harvest
    .command('join')
    .description('add the candidates that you marked with include to the registry')
    .addOption(pipeline())
    .option('--candidates <file>', 'the list of candidates; default: candidates.csv beside the registry')
    .action(async (options: JoinFlags) => {
      const { harvestJoin } = await import('../commands/harvest-join.ts')
      await harvestJoin(options)
    })

  harvest
    .command('changes')
    .description('say which documents changed since the harvest before; for a new one: run --force crawl')
    .addOption(pipeline())
    .addOption(format())
    .option('--out <file>', 'write to a file')
    .action(async (options: QueryFlags) => {
      const { harvestChanges } = await import('../commands/harvest-changes.ts')
      await harvestChanges(options)
    })
}
