/** Sees that node_modules holds what package-lock.json asks for. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cloneDir, SetupProblem } from './clone.js'
import { withInstallLock } from './install-lock.js'

const lockFile = join(cloneDir, 'package-lock.json')
const modules = join(cloneDir, 'node_modules')
// Inside node_modules, so that whatever removes the packages removes it too.
const noteFile = join(modules, '.hazina-installed')

/** Installs the packages if they are missing or not those of package-lock.json. */
export async function ensurePackages() {
  if (isInstalled()) return
  assertWritable()
  await withInstallLock(async () => {
    if (isInstalled()) return
    process.stderr.write('Installing the packages Hazina needs (once; a minute or two) …\n')
    await runNpm()
    writeNote()
  })
}

function isInstalled() {
  if (!existsSync(modules)) return false
  if (existsSync(noteFile) && readFileSync(noteFile, 'utf8').trim() === lockHash()) return true
  if (!holdsWhatIsLocked()) return false
  writeNote()
  return true
}

/** Whether somebody's own `npm ci` or `npm install` has already brought everything. */
function holdsWhatIsLocked() {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  return Object.entries(wanted)
    .filter(([path, entry]) => path.startsWith('node_modules/') && isForThisMachine(entry))
    .every(([path, entry]) => present[path] && present[path].version === entry.version)
}

function isForThisMachine(entry) {
  if (!entry.optional) return true
  // An optional package may be left out; those that name this very machine are the ones we need.
  const named = entry.os?.includes(process.platform) && entry.cpu?.includes(process.arch)
  return Boolean(named) && !entry.libc
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockFile)).digest('hex')
}

function writeNote() {
  try {
    writeFileSync(noteFile, `${lockHash()}\n`)
  } catch {
    // A clone that is installed but read-only runs as well without the note.
  }
}

function assertWritable() {
  try {
    accessSync(cloneDir, constants.W_OK)
    if (existsSync(modules)) accessSync(modules, constants.W_OK)
  } catch {
    throw new SetupProblem(
      `The packages have to be installed and this user may not write in ${cloneDir}: run this as the user that owns the folder.`,
    )
  }
}

function runNpm() {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const isWindows = process.platform === 'win32'
  const command = isWindows ? 'npm.cmd' : 'npm'
  return new Promise((resolve, reject) => {
    const npm = spawn(command, [...args, '--loglevel=error'], {
      cwd: cloneDir,
      env: npmEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: isWindows,
    })
    let said = ''
    const collect = (chunk) => {
      said = (said + chunk).slice(-20_000)
    }
    npm.stdout.on('data', collect)
    npm.stderr.on('data', collect)
    npm.once('error', (problem) => reject(explainSpawn(problem)))
    npm.once('close', (code) => (code === 0 ? resolve() : reject(explainNpm(said))))
  })
}

/**
 * The environment of a fresh shell: neither NODE_ENV=production nor what an npm around us was told may leave packages
 * out, and npm must not run on the Node that it is about to replace.
 */
function npmEnvironment() {
  const dropped =
    /^(NODE_ENV|NODE_OPTIONS|INIT_CWD|npm_(package|lifecycle|command|execpath|node_execpath).*|npm_config_(omit|only|include|production|optional|global|prefix|local_prefix|workspaces?|dry_run|package_lock_only|node_gyp))$/i
  const environment = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!dropped.test(name)) environment[name] = value
  }
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = (environment[pathName] ?? '').split(delimiter)
  const outside = folders.filter((folder) => !folder.startsWith(modules))
  environment[pathName] = outside.join(delimiter)
  return environment
}

function explainSpawn(problem) {
  if (problem.code !== 'ENOENT') return problem
  return new SetupProblem(
    'npm was not found, and it brings everything Hazina needs: install it (it comes with Node from https://nodejs.org) and run this again.',
  )
}

const npmProblems = [
  [/ENOSPC|EDQUOT/, `The disk that holds ${cloneDir} is full: free about 1 GB and run this again.`],
  [
    /EROFS/,
    `${cloneDir} is read-only, so packages cannot be installed there: clone Hazina to a place that can be written.`,
  ],
  [
    /EACCES|EPERM/,
    `npm may not write where it has to: run this as the user that owns ${cloneDir} and npm's cache (npm config get cache).`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/,
    'npm could not reach its registry: check the connection (or npm config get registry) and run this again.',
  ],
  [
    /EUSAGE|can only install packages when your package\.json and package-lock\.json/,
    'package.json and package-lock.json do not agree: run "npm install" to bring them together.',
  ],
]

function explainNpm(said) {
  process.stderr.write(`${said.trim()}\n`)
  const known = npmProblems.find(([pattern]) => pattern.test(said))
  return new SetupProblem(
    known
      ? known[1]
      : 'npm could not install the packages: mend what it says above and run this again.',
  )
}
