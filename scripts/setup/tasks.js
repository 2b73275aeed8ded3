/** What each npm script does once the packages are there. */
import { join } from 'node:path'
import { cloneDir, packageProgram, SetupProblem } from './clone.js'
import { ensurePackages } from './packages.js'
import { become, endLike, runNode } from './run.js'
import { runTests } from './tests.js'

const tasks = {
  hazina: (args) => become(join(cloneDir, 'packages', 'server', 'src', 'main.ts'), args),
  test: async (args) => endLike(await runTests(args)),
  proof: async (args) => endLike(await runTests(['tests/', ...args], { HAZINA_PROOF: '1' })),
  bench: (args) => become(join(cloneDir, 'bench', 'main.ts'), args),
  check: () => runChecks([lint, types, drift]),
  lint: async (args) => endLike(await lint(args)),
  format: async (args) => endLike(await biome(['check', '--write', ...args])),
  types: async (args) => endLike(await types(args)),
  drift: async (args) => endLike(await drift(args)),
}

/** Does the task that the first argument names with the rest. */
export async function runTask([name, ...args]) {
  try {
    const task = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined
    if (!task) {
      throw new SetupProblem(
        `There is no "${name}" here: say one of ${Object.keys(tasks).join(', ')}.`,
      )
    }
    await ensurePackages()
    await task(args)
  } catch (problem) {
    process.exitCode = 1
    process.stderr.write(`${explain(problem)}\n`)
  }
}

function explain(problem) {
  if (problem instanceof SetupProblem) return problem.message
  switch (problem.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk that holds ${cloneDir} is full: free some space and run this again.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `This user may not write ${problem.path ?? cloneDir}: run this as the user that owns ${cloneDir}.`
    default:
      return problem.stack
  }
}

async function runChecks(checks) {
  // All of them, so that one run shows everything there is to mend.
  let failed
  for (const check of checks) {
    const end = await check([])
    if (end.signal) return endLike(end)
    if (end.code !== 0) failed ??= end
  }
  endLike(failed ?? { code: 0 })
}

function lint(args) {
  return biome(['check', ...args])
}

function biome(args) {
  return runNode([packageProgram('@biomejs/biome', 'biome'), ...args], { cwd: cloneDir })
}

function types(args) {
  return runNode([packageProgram('typescript', 'tsc'), '-p', cloneDir, ...args], { cwd: cloneDir })
}

function drift(args) {
  return runNode([join(cloneDir, 'scripts', 'drift.ts'), ...args], { cwd: cloneDir })
}
