import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Node's arguments for a worker thread whose entry is TypeScript: tsx's own `--import tsx` does nothing in a worker on
 * Node 20, so its hooks are registered by hand. Not for compiled code, where tsx is not installed.
 */
export function typescriptLoader(): string[] {
  // Vitest has no import.meta.resolve, and require finds the CommonJS twin, which stands beside the module.
  const twin = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api'))
  const api = new URL('./index.mjs', twin).href
  return ['--import', `data:text/javascript,import { register } from ${JSON.stringify(api)};register()`]
}
