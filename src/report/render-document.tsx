import { readFileSync } from 'node:fs'

import { html, raw } from 'hono/html'
import type { Child } from 'hono/jsx'

import { packageFile } from '../package-file.ts'

/** Nothing may be loaded and nothing may run: what documents say is shown, never obeyed. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** What stands around the sections of a report. */
export interface DocumentFrame {
  readonly title: string
  /** Version of Policylens. */
  readonly version: string
  /** The style sheet; never a document's text. */
  readonly style: string
  /** The list of contents. */
  readonly contents: Child
}

/** A report as one HTML file that needs nothing beside it. */
export function renderDocument({ title, version, style, contents }: DocumentFrame, sections: Child): string {
  const page = (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content={`Policylens ${version}`} />
        <title>{title}</title>
        <style>{raw(style)}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the report
        </a>
        {contents}
        <main id="main">{sections}</main>
      </body>
    </html>
  )
  return String(html`<!doctype html>${page}`) + '\n'
}

/** The style sheet of a report: what all reports share, then what is its own (`reports/NAME/style.css`). */
export function readStyle(report: string): string {
  return ['reports/style.css', `reports/${report}/style.css`]
    .map((path) => readFileSync(packageFile(path), 'utf8'))
    .join('\n')
}
