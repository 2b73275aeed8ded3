/** Runs the tests and says at the very end how many passed and failed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloneDir, packageProgram } from './clone.js'
import { runNode } from './run.js'

/** Runs vitest with these arguments more; resolves with how it ended. */
export async function runTests(args, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hazina-count-'))
  const countFile = join(folder, 'count.json')
  try {
    const end = await runNode(
      [
        packageProgram('vitest', 'vitest'),
        'run',
        '--reporter=default',
        `--reporter=${join(cloneDir, 'scripts', 'count-reporter.ts')}`,
        ...args,
      ],
      { cwd: cloneDir, environment: { ...environment, HAZINA_TEST_COUNT: countFile } },
    )
    const count = readCount(countFile, end)
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed\n`)
    return end
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readCount(path, end) {
  const count = readOr(path, { passed: 0, failed: 0 })
  // A run that ended badly has failed, whatever was counted before it broke off.
  const failedUncounted = end.code !== 0 && count.failed === 0
  return failedUncounted ? { ...count, failed: 1 } : count
}

function readOr(path, otherwise) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (problem) {
    if (problem.code === 'ENOENT') return otherwise
    throw problem
  }
}
