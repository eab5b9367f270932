/** One mistake in a file that a person wrote: where it is, what stands there, what may stand there. */
export interface Mistake {
  /** Path as the person knows it. */
  readonly file: string
  /** Line in the file, the header of a CSV being line 1; null where lines do not help. */
  readonly row: number | null
  /** Column, or path of keys in YAML (`crawl.spacing`). */
  readonly field: string
  readonly found: string
  readonly allowed: string
}

/** A mistake in one line, such as `manifest.csv:12: published: found "2020-13-01", allowed: a date such as 2020-06-30`. */
export function formatMistake(mistake: Mistake): string {
  const place = mistake.row === null ? mistake.file : `${mistake.file}:${mistake.row}`
  return `${place}: ${mistake.field}: found ${mistake.found}, allowed: ${mistake.allowed}`
}
