import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files that are needed though no source names them as a file of the package. */
const always = [
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'dist/cli/main.js',
  'dist/extract/worker.js',
  'src/cli/policylens.mjs',
  'src/setup/ensure-ready.mjs',
  'pipelines/demo.yaml',
  'reports/queries/prevalence.sql',
]

/** What the sources look for in the package (`packageFile('…')`) and the package does not hold. */
export function findMissingFiles(project, packaged) {
  const sources = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(join(project, 'src', path), 'utf8'))
  const named = sources.flatMap((text) =>
    [...text.matchAll(/packageFile\(\s*['"`]([^'"`$]+)/g)].map(([, path]) => path),
  )
  // A name that goes on with a variable, and a folder's, are beginnings of what the package holds.
  return [...new Set([...always, ...named])].filter((path) => !packaged.some((file) => file.startsWith(path)))
}
