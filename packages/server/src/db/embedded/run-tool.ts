import { spawn } from 'node:child_process'
import { identity, type OsUser } from './os-user.ts'

export type ToolResult = { code: number; output: string }

// The database's processes outlive ours: they get none of our secrets to keep.
const inheritedVariables = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']

/** Runs one of PostgreSQL's own programs to its end and returns its exit code and everything it said. */
export function runTool(
  program: string,
  args: readonly string[],
  options: { user: OsUser | undefined; home: string },
): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identity(options.user),
      cwd: options.home,
      env: toolEnvironment(options.home),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function toolEnvironment(home: string): Record<string, string> {
  const environment: Record<string, string> = { HOME: home, LC_ALL: 'C', TZ: 'UTC' }
  for (const name of inheritedVariables) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return environment
}
