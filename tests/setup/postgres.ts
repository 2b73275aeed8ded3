/**
 * One PostgreSQL for all tests of a run, in a folder of its own that is removed at the end, with a migrated template
 * database that `createTestDatabase` clones.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { tryLock } from '../../packages/server/src/db/embedded/file-lock.ts'
import { clusterPaths } from '../../packages/server/src/db/embedded/paths.ts'
import { findPostmaster } from '../../packages/server/src/db/embedded/postmaster.ts'
import { startEmbeddedPostgres } from '../../packages/server/src/db/embedded.ts'
import { migrate } from '../../packages/server/src/db/migrate.ts'

export type TestPostgres = { ownerUrl: string; appUrl: string; superuserUrl: string }

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres
  }
}

const root = new URL('../../', import.meta.url)
const folderPrefix = 'hazina-test-'

/** Tests start and kill hundreds of databases; what they prove does not depend on the disk. Benchmarks use fsync. */
const forgetful = { fsync: 'off', full_page_writes: 'off', max_connections: '300' }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  sweepAbandoned()
  const dataDir = mkdtempSync(join(tmpdir(), folderPrefix))
  const stopOnExit = () => stopNow(dataDir)
  const stopOnSignal = () => process.exit(143)
  process.once('exit', stopOnExit)
  process.once('SIGTERM', stopOnSignal)
  const server = await startEmbeddedPostgres({
    dataDir,
    cloneDir: fileURLToPath(root),
    log: () => {},
    settings: forgetful,
  })
  const end = async () => {
    await server.release()
    rmSync(dataDir, { recursive: true, force: true })
    process.off('exit', stopOnExit)
    process.off('SIGTERM', stopOnSignal)
  }
  try {
    const directories = ['packages/ledger/sql/', 'packages/server/sql/']
    await migrate(server.ownerUrl, {
      directories: directories.map((path) => new URL(path, root)),
      now: () => new Date(Date.now()),
    })
  } catch (problem) {
    await end()
    throw problem
  }
  const { ownerUrl, appUrl, superuserUrl } = server
  project.provide('postgres', { ownerUrl, appUrl, superuserUrl })
  return end
}

/** What a run that was killed left behind: its lock is free again, though its PostgreSQL may live. */
function sweepAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(folderPrefix)) continue
    const dataDir = join(tmpdir(), name)
    const stat = statSync(dataDir, { throwIfNoEntry: false })
    if (!stat || stat.uid !== process.getuid?.()) continue
    const paths = clusterPaths(dataDir)
    // A run that is just starting has no lock file yet.
    if (!statSync(paths.holdersLock, { throwIfNoEntry: false })) continue
    const alone = tryLock(paths.holdersLock, 'exclusive')
    if (!alone) continue
    stopNow(dataDir)
    alone.release()
  }
}

// On the way out no promise is awaited any more; SIGQUIT is PostgreSQL's immediate shutdown.
function stopNow(dataDir: string): void {
  const paths = clusterPaths(dataDir)
  const running = findPostmaster(paths)
  if (running) process.kill(running.pid, 'SIGQUIT')
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waits = 0; waits < 200 && findPostmaster(paths); waits++) Atomics.wait(pause, 0, 0, 20)
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
