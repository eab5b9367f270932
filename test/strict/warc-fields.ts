import type { Complaints } from './violation.ts'

/** A named field; names in lower case. */
export type Field = readonly [name: string, value: string]

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/**
 * Reads named fields (ISO 28500, 4): a name, a colon and a value, longer values continued on indented lines, and an
 * empty line at the end. `text` includes that empty line.
 */
export function readFields(text: string, complaints: Complaints, rule = 'field'): Field[] {
  const lines = text.split('\r\n')
  if (lines.at(-1) !== '') complaints.add(rule, 'the fields do not end with a line end')
  const fields: [string, string][] = []
  for (const line of lines.slice(0, -1)) {
    if (/[\r\n]/.test(line)) complaints.add(rule, `a bare CR or LF in ${JSON.stringify(line.slice(0, 60))}`)
    const last = fields.at(-1)
    if (/^[ \t]/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`
    else {
      const colon = line.indexOf(':')
      const name = line.slice(0, Math.max(0, colon))
      if (!token.test(name)) complaints.add(rule, `no field name in ${JSON.stringify(line.slice(0, 60))}`)
      else fields.push([name.toLowerCase(), line.slice(colon + 1).trim()])
    }
  }
  return fields
}

/** The first value of a field, or null. */
export function valueOf(fields: readonly Field[], name: string): string | null {
  return fields.find(([key]) => key === name)?.[1] ?? null
}

/** All values of a field. */
export function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter(([key]) => key === name).map(([, value]) => value)
}
