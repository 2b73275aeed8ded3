import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll } from 'vitest'
import { clusterPaths } from '../../src/db/embedded/paths.ts'
import { findPostmaster } from '../../src/db/embedded/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/db/embedded.ts'

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

/** A scratch folder with a cluster in its `data`, copied from one that is made once, as making one syncs the disk. */
export async function makeScratchCluster(): Promise<Scratch> {
  madeOnce ??= makeCluster()
  const scratch = makeScratch()
  // As it is, owners and all.
  execFileSync('cp', ['-a', join(await madeOnce, 'data'), scratch.path])
  return scratch
}

let madeOnce: Promise<string> | undefined

async function makeCluster(): Promise<string> {
  const { path } = makeScratch()
  await (await start(join(path, 'data'))).release()
  return path
}

afterAll(async () => {
  if (madeOnce) rmSync(await madeOnce, { recursive: true, force: true })
})

export function start(dataDir: string): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, cloneDir, log: () => {} })
}

/** Another process that holds the database of the data folder, or is its server, until it is killed. */
export async function holdElsewhere(
  what: 'database' | 'server',
  dataDir: string,
): Promise<ChildProcess> {
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

export function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows
  })
}

export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
