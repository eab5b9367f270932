import { readFileSync } from 'node:fs'
import type { OutgoingHttpHeaders } from 'node:http'
import { extname } from 'node:path'

import { parse } from 'csv-parse/sync'

/** What the demo's server answers. */
export interface DemoAnswer {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  readonly body?: Buffer | string
}

// By the name alone, as most servers do: the demo's misnamed file depends on it.
const types: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.html': 'text/html',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

/** What a server says the type of a file is. */
export function contentTypeOf(name: string): string {
  return types[extname(name)] ?? 'application/octet-stream'
}

/** A page that says one thing. */
export function demoPage(status: number, title: string, headers: OutgoingHttpHeaders = {}): DemoAnswer {
  const body = `<!DOCTYPE html><html lang="en"><title>${title}</title><h1>${title}</h1></html>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body }
}

/** The rows of one of the demo's tables, cells by column. */
export function demoRows<Column extends string>(path: string): Record<Column, string>[] {
  return parse(readFileSync(path), { columns: true, bom: true })
}
