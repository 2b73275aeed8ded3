/** Runs programs of the clone on the right Node, as if they had been called directly. */
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { broughtNode, cloneDir, SetupProblem } from './clone.js'

const neededMajor = 24

/** The Node to run Hazina on: the one npm brought, or our own where that is new enough. */
export function chooseNode() {
  const brought = broughtNode()
  if (brought) return brought
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return process.execPath
  throw new SetupProblem(
    `The Node ${neededMajor} that npm brings is missing, as its install script did not run: run "npm rebuild node --ignore-scripts=false" in ${cloneDir}, or install Node ${neededMajor} or newer yourself.`,
  )
}

/** Runs a program in this very process where that is already the right Node; else in a child. */
export async function become(program, args) {
  if (realpathSync(chooseNode()) !== realpathSync(process.execPath)) {
    return endLike(await runNode([program, ...args]))
  }
  process.argv.splice(1, process.argv.length, program, ...args)
  await import(pathToFileURL(program).href)
}

/** Runs Node with these arguments in the caller's folder; resolves when it has ended. */
export function runNode(args, { environment = {}, cwd = process.cwd() } = {}) {
  const path = [join(cloneDir, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return new Promise((resolve, reject) => {
    const child = spawn(chooseNode(), args, {
      cwd,
      env: { ...process.env, PATH: path, ...environment },
      stdio: 'inherit',
    })
    const stopForwarding = forwardSignals(child)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      stopForwarding()
      resolve({ code, signal })
    })
  })
}

/** Ends this process the way the child ended. */
export function endLike({ code, signal }) {
  if (signal) process.kill(process.pid, signal)
  process.exitCode = code ?? 1
}

function forwardSignals(child) {
  // A terminal sends Ctrl-C to the child as well; telling it twice would ask for a hasty end.
  const isFromTerminal = Boolean(process.stdin.isTTY)
  const forward = (signal) => {
    if (signal === 'SIGTERM' || !isFromTerminal) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return () => {
    for (const signal of signals) process.off(signal, forward)
  }
}
