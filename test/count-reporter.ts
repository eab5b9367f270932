import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with one line that people and programs find: `Tests: 214 passed, 0 failed, 0 skipped`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++
      // A file that could not even be loaded holds no tests, and must not pass for that.
      if (module.errors().length > 0) counts.failed++
    }
    const { passed, failed, skipped, pending } = counts
    setImmediate(() =>
      process.stdout.write(`\nTests: ${passed} passed, ${failed} failed, ${skipped + pending} skipped\n`),
    )
  }
}
