import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, prepareDatabase, readConfig, readVariables } from '@hazina/server'
import pg from 'pg'
import { withDatabase } from '../packages/server/src/db/database-url.ts'
import { clusterPaths } from '../packages/server/src/db/embedded/paths.ts'
import { findPostmaster } from '../packages/server/src/db/embedded/postmaster.ts'
import { startEmbeddedPostgres } from '../packages/server/src/db/embedded.ts'
import { embeddedRoles } from '../packages/server/src/db/roles.ts'

export const cloneDirectory = fileURLToPath(new URL('../', import.meta.url))

/** A Hazina of the benchmark's own: PostgreSQL as the product runs it, in a folder that is removed at the end. */
export type Installation = {
  dataDirectory: string
  config: Config
  /** What a server process is given to serve this installation. */
  variables: Record<string, string>
  appUrl: string
  /** A superuser's, on Hazina's own database. */
  superuserUrl: string
  postgresPid: number
  [Symbol.asyncDispose](): Promise<void>
}

/** Nobody listens at this Daraja and nothing is sent by SMS: what is measured is the server alone. */
const variables = {
  MPESA_ENVIRONMENT: 'simulator',
  MPESA_BASE_URL: 'http://127.0.0.1:9',
  SMS_PROVIDER: 'none',
}

export async function createInstallation(): Promise<Installation> {
  const dataDirectory = createDataDirectory()
  const config = readConfig(readVariables(variables, null), () => Buffer.alloc(32, 7))
  const postgres = await startEmbeddedPostgres({
    dataDir: dataDirectory,
    cloneDir: cloneDirectory,
    log: () => undefined,
  })
  await prepareDatabase(postgres.ownerUrl, config, () => new Date())
  return {
    dataDirectory,
    config,
    variables: { ...variables, HAZINA_DATA_DIR: dataDirectory },
    appUrl: postgres.appUrl,
    superuserUrl: withDatabase(postgres.superuserUrl, embeddedRoles.database),
    postgresPid: postmasterOf(dataDirectory),
    async [Symbol.asyncDispose]() {
      await postgres.release()
      removeDataDirectory(dataDirectory)
    },
  }
}

export function createDataDirectory(): string {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'hazina-bench-'))
  process.once('exit', () => abandon(dataDirectory))
  return dataDirectory
}

/** For an end that came too early to stop PostgreSQL in its own way; SIGQUIT is its immediate shutdown. */
function abandon(dataDirectory: string): void {
  const paths = clusterPaths(dataDirectory)
  const running = findPostmaster(paths)
  if (running !== undefined) process.kill(running.pid, 'SIGQUIT')
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waits = 0; waits < 200 && findPostmaster(paths); waits += 1)
    Atomics.wait(pause, 0, 0, 20)
  removeDataDirectory(dataDirectory)
}

export function removeDataDirectory(dataDirectory: string): void {
  rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}

/** The process id of the PostgreSQL that serves a data directory. */
export function postmasterOf(dataDirectory: string): number {
  const running = findPostmaster(clusterPaths(dataDirectory))
  if (running === undefined) throw new Error(`No PostgreSQL runs in ${dataDirectory}.`)
  return running.pid
}

/** Runs statements as the superuser, for what is outside of the measured time. */
export async function asSuperuser(
  { superuserUrl }: Pick<Installation, 'superuserUrl'>,
  ...statements: string[]
): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const results: pg.QueryResult[] = []
    for (const statement of statements) results.push(await client.query(statement))
    return results
  } finally {
    await client.end()
  }
}
