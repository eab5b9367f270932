import { drawTable } from '../../src/cli/draw-table.ts'

/** One thing that was measured, beside what others need for it. */
export interface BenchLine {
  readonly what: string
  /** What Policylens needed, with its unit. */
  readonly ours: string
  /** What the rival needed, with its unit and name; empty where there is none to compare with. */
  readonly rival: string
  /** How many times as fast as the rival; empty without one. */
  readonly ratio: string
  /** Empty where there is none, as for documents too small to say much. */
  readonly goal: string
  readonly outcome: 'ok' | 'FAIL' | 'not measured' | 'no goal'
}

const columns = ['what', 'ours', 'rival', 'ratio', 'goal', 'outcome'] as const

/** All lines as one table. */
export function drawLines(lines: readonly BenchLine[]): string {
  const rows = lines.map((line) => Object.fromEntries(columns.map((name) => [name, line[name]])))
  return drawTable({ rows, columns: [...columns] }, { columns, width: 200 })
}

/** A line for what could not be measured, which is a failure only where `required`. */
export function missingLine(
  line: { readonly what: string; readonly goal: string },
  { why, required }: { readonly why: string; readonly required: boolean },
): BenchLine {
  return { ...line, ours: '', rival: why, ratio: '', outcome: required ? 'FAIL' : 'not measured' }
}

/** Seconds, as the table shows them. */
export function inSeconds(value: number): string {
  return `${value.toFixed(2)} s`
}

/** How many times as fast, as the table shows it. */
export function timesAsFast(value: number): string {
  return `${value.toFixed(2)} ×`
}
