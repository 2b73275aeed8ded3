import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const home = import.meta.dirname
const outDir = join(home, 'dist')
const stampFile = join(outDir, 'built-from.txt')

/**
 * Builds the wallet into `dist`, with `.br` and `.gz` files beside what compresses, and stamps it with the
 * sources it came from. Builds that run at once do not mix: each is made elsewhere and moved in whole; `dist`
 * counts as current only when all of it is there.
 */
export async function buildWallet(): Promise<void> {
  const stamp = sourceHash()
  const { build } = await import('vite')
  const { default: config } = await import('./vite.config.ts')
  const fresh = await mkdtemp(join(tmpdir(), 'hazina-wallet-'))
  try {
    await asProduction(() =>
      build({
        ...config,
        configFile: false,
        mode: 'production',
        logLevel: 'warn',
        build: { ...config.build, outDir: fresh },
      }),
    )
    await compress(fresh)
    await rm(stampFile, { force: true })
    await cp(fresh, outDir, { recursive: true, force: true })
    // `mkdtemp` makes folders that only their owner may enter; the server may run as somebody else.
    await chmod(outDir, 0o755)
    await dropStale(fresh)
    await writeFile(stampFile, stamp)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** Vite builds what NODE_ENV says, whoever set it: a test runner's would give people React for developers. */
async function asProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

/** Whether `dist` was built from the sources as they are now. */
export function walletIsCurrent(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceHash()
}

/** One hash over every file that decides what the build contains, paths included. */
function sourceHash(): string {
  const hash = createHash('sha256')
  for (const file of sources()) {
    hash.update(relative(home, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function sources(): string[] {
  const within = (folder: string): string[] =>
    readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
  return [
    ...within('src'),
    ...within('public'),
    ...['index.html', 'build.ts', 'vite.config.ts', 'package.json'].map((name) => join(home, name)),
    // The two leaves of other packages that are bundled into the wallet.
    join(home, '../daraja/src/msisdn.ts'),
    join(home, '../ledger/src/money.ts'),
  ].sort()
}

async function compress(folder: string): Promise<void> {
  for (const file of await filesBelow(folder)) {
    if (!/\.(js|css|html|svg|webmanifest)$/.test(file)) continue
    const bytes = await readFile(file)
    await writeFile(
      `${file}.br`,
      await promisify(brotliCompress)(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
      }),
    )
    await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  }
}

/** Removes from `dist` what the fresh build no longer has. */
async function dropStale(fresh: string): Promise<void> {
  const wanted = new Set((await filesBelow(fresh)).map((file) => relative(fresh, file)))
  for (const file of await filesBelow(outDir)) {
    if (!wanted.has(relative(outDir, file))) await rm(file, { force: true })
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

if (import.meta.main) await buildWallet()
