#!/usr/bin/env node
/* The command `policylens`: in a clone it first sees to it that everything is installed and compiled. */
import { checkNode, ensureBuilt, ensureInstalled, isClone } from '../setup/ensure-ready.mjs'

checkNode()
if (isClone()) {
  ensureInstalled()
  ensureBuilt()
}
const { main } = await import('../../dist/cli/main.js')
process.exitCode = await main(process.argv.slice(2))
