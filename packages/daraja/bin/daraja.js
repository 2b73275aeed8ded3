#!/usr/bin/env node
/**
 * The `daraja` command inside this repository, where its sources are run as they are: by this Node
 * if it can, else by the one that npm brought. The packed package runs its compiled sources instead.
 */
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const neededMajor = 24
const folder = dirname(realpathSync(fileURLToPath(import.meta.url)))
const program = join(folder, '..', 'src', 'cli', 'daraja.ts')

if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
  await import(pathToFileURL(program).href)
} else {
  runOn(findNode(folder))
}

function findNode(below) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidate = join(below, 'node_modules', 'node', 'bin', name)
  if (existsSync(candidate)) return candidate
  const parent = dirname(below)
  return parent === below ? undefined : findNode(parent)
}

function runOn(node) {
  if (node === undefined) {
    process.stderr.write(`Node ${neededMajor} or newer is needed here: run "npm ci" first.\n`)
    process.exitCode = 2
    return
  }
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === 'SIGINT' ? 2 : 15)
  })
}
