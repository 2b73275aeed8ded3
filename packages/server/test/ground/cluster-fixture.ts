import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { findPostmaster } from '../../src/db/embedded/postmaster.ts'
import { clusterPaths } from '../../src/db/embedded/paths.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/db/embedded.ts'

export const cloneDir = fileURLToPath(new URL('../../../../', import.meta.url))

export type Scratch = { path: string; [Symbol.asyncDispose](): Promise<void> }

/** A folder for this test alone; whatever PostgreSQL still runs in its `data` is stopped at the end. */
export function makeScratch(): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'hazina-ground-'))
  // As root, PostgreSQL runs as somebody else, who must pass.
  chmodSync(path, 0o755)
  return {
    path,
    async [Symbol.asyncDispose]() {
      const left = findPostmaster(clusterPaths(join(path, 'data')))
      if (left) await (await start(join(path, 'data'))).release()
      rmSync(path, { recursive: true, force: true })
    },
  }
}

export function start(dataDir: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, cloneDir, log: () => {} })
}

/** Another process that holds the database of the data folder, or is its server, until it is killed. */
export async function holdElsewhere(what: 'database' | 'server', dataDir: string): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('./hold-elsewhere.ts', import.meta.url))
  const child = spawn(process.execPath, [program, what, dataDir, cloneDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout ?? child, 'data')
  return child
}

export async function killHard(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows
  } finally {
    await client.end()
  }
}
