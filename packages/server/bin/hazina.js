#!/usr/bin/env node
/**
 * The `hazina` command. Plain JavaScript for whatever Node the machine has; Hazina itself needs Node 24, which npm
 * brought where the machine's own is older.
 */
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const neededMajor = 24
const program = join(dirname(realpathSync(fileURLToPath(import.meta.url))), '..', 'src', 'main.ts')
const args = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  process.argv[1] = program
  await import(pathToFileURL(program).href)
} else {
  runOn(findNode(dirname(program)))
}

/** The Node that npm brought, in the nearest node_modules above. */
function findNode(folder) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidate = join(folder, 'node_modules', 'node', 'bin', name)
  if (existsSync(candidate)) return candidate
  const parent = dirname(folder)
  return parent === folder ? undefined : findNode(parent)
}

function runOn(node) {
  if (!node) {
    process.stderr.write(
      `Hazina needs Node ${neededMajor} or newer and this is ${process.versions.node}: run "npm ci" in Hazina's folder, which brings one, or install it from https://nodejs.org.\n`,
    )
    process.exitCode = 1
    return
  }
  const child = spawn(node, [program, ...args], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to the child as well; telling it twice would ask for a hasty end.
  const isFromTerminal = Boolean(process.stdin.isTTY)
  const forward = (signal) => {
    if (signal === 'SIGTERM' || !isFromTerminal) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  child.once('error', (problem) => {
    process.stderr.write(`${node} could not be run: ${problem.message}\n`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    for (const name of signals) process.off(name, forward)
    if (signal) process.kill(process.pid, signal)
    process.exitCode = code ?? 1
  })
}
