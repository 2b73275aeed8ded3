import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node'

/** Writes how many tests passed and failed to the file that `HAZINA_TEST_COUNT` names. A file that cannot be loaded, and an error outside any test, is a failure too. */
export default class CountReporter implements Reporter {
  onInit(_vitest: Vitest): void {}

  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    _reason: TestRunEndReason,
  ): void {
    const path = process.env.HAZINA_TEST_COUNT
    if (!path) return
    let passed = 0
    let failed = unhandledErrors.length
    for (const module of modules) {
      for (const _ of module.children.allTests('passed')) passed += 1
      for (const _ of module.children.allTests('failed')) failed += 1
      failed += module.errors().length
      for (const suite of module.children.allSuites()) failed += suite.errors().length
    }
    writeFileSync(path, JSON.stringify({ passed, failed }))
  }
}
