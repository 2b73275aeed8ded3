import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this clone, wherever the command was called from. */
export const cloneDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** A reason to stop, as one sentence for a person. */
export class SetupProblem extends Error {
  name = 'SetupProblem'
}

/** The Node that npm brought, if its install script ran. */
export function broughtNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const path = join(cloneDir, 'node_modules', 'node', 'bin', name)
  return existsSync(path) ? path : undefined
}

/** The program that a package of the clone names in its description. */
export function packageProgram(packageName, program) {
  const folder = join(cloneDir, 'node_modules', ...packageName.split('/'))
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[program])
}
