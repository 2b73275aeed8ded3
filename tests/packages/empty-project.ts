import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export type EmptyProject = {
  /** What a program of the project prints, without its end, when it has ended well. */
  run(command: string, ...parameters: readonly string[]): Promise<string>
  /** Writes a module of the project. */
  write(name: string, text: string): Promise<void>
  /** Starts a module with more in its environment. */
  start(name: string, environment?: Record<string, string>): Program
  /** The `position`th block of JavaScript in the README of an installed package. */
  readmeBlock(packageName: string, position: number): Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

export type Program = {
  /** The next line that it prints. @throws Error with what it complained of when it ended instead. */
  line(): Promise<string>
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const packages = ['daraja', 'simulator'] as const
/** The Node of the tests before any other, for npm and whatever it starts. */
const path = [dirname(process.execPath), process.env.PATH].join(delimiter)

/** A folder with nothing but both packages in it, installed from what `npm pack` makes of them. */
export async function openEmptyProject(): Promise<EmptyProject> {
  const folder = await mkdtemp(join(tmpdir(), 'hazina-packed-'))
  const project = join(folder, 'project')
  const run = (command: string, ...parameters: readonly string[]) =>
    runIn(project, command, parameters)
  await mkdir(project)
  await writeFile(join(project, 'package.json'), '{"private":true,"type":"module"}\n')
  const tarballs = await packBoth(folder)
  // What the checkout was installed with is in npm's cache already.
  await run('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs)
  return {
    run,
    write: (name, text) => writeFile(join(project, name), text),
    start: (name, environment = {}) => startProgram(project, name, environment),
    async readmeBlock(packageName, position) {
      const readme = await readFile(join(project, 'node_modules', packageName, 'README.md'), 'utf8')
      const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map((match) => match[1])
      const block = blocks[position]
      if (block === undefined) throw new Error(`The README of ${packageName} has no such block`)
      return block
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Packs copies: packing writes into the package, which other tests read at this moment. */
async function packBoth(folder: string): Promise<string[]> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await cp(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'))
  const tarballs: string[] = []
  for (const name of packages) {
    const copy = join(folder, 'packages', name)
    await cp(join(root, 'packages', name), copy, {
      recursive: true,
      filter: (source) => !source.endsWith(join(name, 'dist')),
    })
    const packed = await runIn(copy, 'npm', ['pack', '--silent', '--pack-destination', folder])
    tarballs.push(join(folder, packed.split('\n').at(-1) ?? ''))
  }
  return tarballs
}

async function runIn(cwd: string, command: string, parameters: readonly string[]): Promise<string> {
  const env = { ...process.env, PATH: path }
  const { stdout } = await promisify(execFile)(command, [...parameters], { cwd, env })
  return stdout.trim()
}

function startProgram(cwd: string, name: string, environment: Record<string, string>): Program {
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, [name], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async line() {
      const next = await lines.next()
      if (!next.done) return next.value
      await ended
      throw new Error(`${name} has ended: ${complaints}`)
    },
    async stop() {
      child.kill()
      await ended
    },
  }
}
