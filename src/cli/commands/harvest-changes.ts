import type { QueryFlags } from '../flags.ts'
import { query } from './query.ts'

/** `policylens harvest changes`: which documents changed since the harvest before. */
export async function harvestChanges(flags: QueryFlags): Promise<void> {
  await query('harvest-changes', flags)
}
